#pragma once
// The script of the report: it shows the values of points, and opens a run when a link leads to it.
// The page is complete without it, except for these values, which are in the CSV.

namespace caldera {

inline constexpr const char* report_script = R"js(
// The points that an image carries (plots/figure/draw.h): a line each, place, x, y, series.
const pointsOf = image => {
  const bytes = Uint8Array.from(atob(image.src.split(',')[1]), letter => letter.charCodeAt(0));
  const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  const lines = svg.getElementById('caldera-points')?.textContent.trim().split('\n') ?? [];
  return lines.filter(line => line).map(line => {
    const [right, down, x, y, ...series] = line.split(' ');
    const name = series.join(' ').trim();
    return {right: +right, down: +down, text: `${name ? name + ': ' : ''}x ${x}, y ${y}`};
  });
};

for (const image of document.querySelectorAll('.picture img')) {
  const box = image.closest('.box'), value = box.querySelector('output');
  let points, at = -1;
  const show = index => {
    at = index;
    value.textContent = at < 0 ? '' : points[at].text;
    if (at < 0) return;
    const across = points[at].right / image.naturalWidth;
    const down = points[at].down / image.naturalHeight;
    value.style.left = `${100 * across}%`;
    value.style.top = `${100 * down}%`;
    value.style.transform = `translate(${across > 0.5 ? -100 : 0}%, ${down > 0.5 ? -100 : 0}%)`;
  };
  const nearest = event => {
    const scale = image.naturalWidth / image.clientWidth;
    let best = -1, least = 20 * scale;
    points.forEach((point, index) => {
      const away = Math.hypot(point.right - event.offsetX * scale,
                              point.down - event.offsetY * scale);
      if (away < least) [best, least] = [index, away];
    });
    return best;
  };
  for (const kind of ['pointermove', 'pointerdown'])
    image.addEventListener(kind, event => {
      points ??= pointsOf(image);
      show(nearest(event));
    });
  box.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    points ??= pointsOf(image);
    if (points.length === 0) return;
    event.preventDefault();
    show((Math.max(at, step < 0 ? 0 : -1) + step + points.length) % points.length);
  });
  for (const kind of ['pointerleave', 'blur']) box.addEventListener(kind, () => show(-1));
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
