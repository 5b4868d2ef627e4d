#pragma once
// The script of the report: it shows the values of points, and opens a run when a link leads to it.
// The page is complete without it, except for these values, which are in the CSV.

namespace caldera {

inline constexpr const char* report_script = R"js(
// The lines of a part of an image's metadata (plots/figure/draw.h).
const linesOf = (svg, part) =>
  (svg.getElementById(part)?.textContent.trim().split('\n') ?? []).filter(line => line);

// What an image carries: points with their place and a text, and the pieces that it can be cut into.
const contentOf = image => {
  const bytes = Uint8Array.from(atob(image.src.split(',')[1]), letter => letter.charCodeAt(0));
  const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  const points = linesOf(svg, 'caldera-points').map(line => {
    const [right, down, x, y, ...series] = line.split(' ');
    const name = series.join(' ').trim();
    return {right: +right, down: +down, text: `${name ? name + ': ' : ''}x ${x}, y ${y}`};
  });
  const pieces = linesOf(svg, 'caldera-pieces').map(line => {
    const [left, top, width, height] = line.split(' ').map(Number);
    return {left, top, width, height};
  });
  return {points, pieces};
};

// Adds one piece of an image to a list: a window, through which the whole image is seen where it has to
// be. Figures are legible at half their size; what is wider then scrolls.
const addPiece = (list, image, {left, top, width, height}, name) => {
  const window = list.appendChild(document.createElement('div'));
  window.className = 'piece';
  window.style.maxWidth = `${width}px`;
  new ResizeObserver(() => window.classList.toggle('wide', window.scrollWidth > window.clientWidth))
    .observe(window);
  const sheet = window.appendChild(document.createElement('div'));
  sheet.style.minWidth = `${width / 2}px`;
  sheet.style.aspectRatio = `${width} / ${height}`;
  const copy = sheet.appendChild(document.createElement('img'));
  copy.src = image.src;
  copy.alt = name;
  copy.style.width = `${100 * image.naturalWidth / width}%`;
  copy.style.left = `${-100 * left / width}%`;
  copy.style.top = `${-100 * top / height}%`;
  return {image: copy, value: sheet.appendChild(document.createElement('output')),
          holds: point => point.right >= left && point.right < left + width &&
                          point.down >= top && point.down < top + height};
};

const narrow = matchMedia('screen and (max-width: 38rem)');

for (const image of document.querySelectorAll('.picture img')) {
  const box = image.closest('.box');
  let content, at = -1;
  const views = [{image, value: box.querySelector('output'), holds: () => true}];
  const show = index => {
    at = index;
    for (const view of views) view.value.textContent = '';
    if (at < 0) return;
    const point = content.points[at];
    const {image: shown, value} = views.find(view => view.image.clientWidth > 0 && view.holds(point));
    const scale = shown.clientWidth / shown.naturalWidth, around = value.parentElement;
    const left = shown.offsetLeft + scale * point.right, top = shown.offsetTop + scale * point.down;
    value.textContent = point.text;
    value.style.left = `${left}px`;
    value.style.top = `${top}px`;
    value.style.transform = `translate(${left > around.clientWidth / 2 ? -100 : 0}%, ` +
                            `${top > around.clientHeight / 2 ? -100 : 0}%)`;
  };
  const nearest = event => {
    const scale = event.target.naturalWidth / event.target.clientWidth;
    let best = -1, least = 20 * scale;
    content.points.forEach((point, index) => {
      const away = Math.hypot(point.right - event.offsetX * scale,
                              point.down - event.offsetY * scale);
      if (away < least) [best, least] = [index, away];
    });
    return best;
  };
  const listen = ({image: shown}) => {
    for (const kind of ['pointermove', 'pointerdown'])
      shown.addEventListener(kind, event => {
        content ??= contentOf(image);
        show(nearest(event));
      });
  };
  box.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    content ??= contentOf(image);
    const count = content.points.length;
    if (count === 0) return;
    event.preventDefault();
    show((Math.max(at, step < 0 ? 0 : -1) + step + count) % count);
  });
  for (const kind of ['pointerleave', 'blur']) box.addEventListener(kind, () => show(-1));
  listen(views[0]);

  // On a narrow screen the pieces stand one below the other in place of the image.
  const stack = async () => {
    if (!narrow.matches || views.length > 1) return;
    await image.decode();
    content ??= contentOf(image);
    const list = box.appendChild(document.createElement('div'));
    list.className = 'pieces';
    content.pieces.forEach((piece, index) =>
      views.push(addPiece(list, image, piece, `${image.alt} (part ${index + 1})`)));
    views.slice(1).forEach(listen);
  };
  narrow.addEventListener('change', stack);
  stack();
}

// A link to a run opens it.
const openRun = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.localName === 'details') target.open = true;
};
addEventListener('hashchange', openRun);
openRun();
)js";

}  // namespace caldera
