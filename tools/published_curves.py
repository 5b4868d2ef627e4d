#!/usr/bin/env python3
"""Prints plots/published/*.cpp from the curves behind the figures of arXiv 2512.11866.

    published_curves.py FOLDER OUT PROGRAM

FOLDER holds the published curves: origin_sweep_seed1.csv (2, 3), fast_seed1.csv (2), relu.csv, fashion.csv,
cnn.csv, path_to_t4.csv and path_to_t4_eigenvalues.csv, with the columns L2_strength, Train_Loss, Test_Loss,
Test_Accuracy and r0 (of the path r4). Into OUT go figure_2.cpp, figure_3.cpp, figure_5.cpp, figure_6.cpp and
cnn.cpp. PROGRAM is build/release/caldera. The numbers do not depend on the machine.

Rules, the same for all curves:
  curve       36 rows in even steps of the file, rows 1, 2 and 4, and two rows on either side of every jump
              (rows without a distance are left out).
  jump        near the position T that the paper gives (3 % of T, or two steps): the steepest rise of the
              training error over one step, and the steps beside it if they rise by 0.3 of that or more.
  line        a straight line by least squares through the rows on one side of a jump, ten at most and none
              behind the next jump: `mean` is its value in the middle of the jump, so that the difference of
              both sides is what the quantity jumps beyond its trend, `deviation` the scatter of the rows about
              it (n - 2 degrees of freedom), `trend` the absolute slope. At a place: the same through ten rows on
              either side, fewer where a jump is nearer.
  seeds       one line a seed. `mean` is their mean; `deviation` the root of the mean square scatter plus the
              variance of the seeds' values; `trend` the steepest.
  floor       a deviation of the accuracy is at least one test image; of errors and distances at least a quarter of
              the last digit that the paper prints, 0.001. The CNN's error has as deviation at least the difference of
              test and training error: what another draw of the images changes.
  places      so many a phase, evenly between its jumps.
  seen        up to which step `caldera transitions` finds the jump if only every n-th row is kept, n = 1 to 12: from
              every start and in every seed, once within 4 % of T or a step, at this n and all smaller ones;
              0 if not at n = 1 and 2.
"""
import csv
import math
import pathlib
import re
import subprocess
import sys
import tempfile

COUNT = 36       # rows of a curve, before those that are added
WINDOW = 10      # rows of a line
PRINTED = 0.001  # the last digit of errors in the paper
NEIGHBOUR = 0.3  # of the steepest step, for one beside it to belong to the jump


def read(folder, name, distance='r0'):
    """Rows (beta, training error, test error, test accuracy, distance); those without a distance are left out."""
    columns = ('L2_strength', 'Train_Loss', 'Test_Loss', 'Test_Accuracy', distance)
    with open(folder / f'{name}.csv', newline='') as file:
        return [tuple(float(row[c]) for c in columns) for row in csv.DictReader(file) if row[distance]]


def jump(rows, t):
    """Indices of the last row before the jump near t, and of the first one after it."""
    step = rows[2][0] - rows[1][0]
    near = max(2 * step, 0.03 * t)
    rise = [0] + [b[1] - a[1] for a, b in zip(rows, rows[1:])]
    inside = [i for i in range(1, len(rows)) if abs((rows[i - 1][0] + rows[i][0]) / 2 - t) <= near]
    top = max(inside, key=lambda i: rise[i])
    left = top - 1 if rise[top - 1] >= NEIGHBOUR * rise[top] else top
    right = top + 1 if rise[top + 1] >= NEIGHBOUR * rise[top] else top
    return left - 1, right


def found(program, rows, every, first):
    """Positions of the jumps that the detector finds in every n-th row."""
    with tempfile.NamedTemporaryFile('w', suffix='.csv') as file:
        file.write('L2_strength,Train_Loss,r0\n' + ''.join(f'{r[0]},{r[1]},{r[4]}\n' for r in rows))
        file.flush()
        told = subprocess.run([program, 'transitions', '--csv', file.name, '--every', str(every), '--first',
                               str(first)], capture_output=True, text=True, check=True)
    return [(float(a) + float(b)) / 2 for a, b in re.findall(r'([0-9.]+) - ([0-9.]+) ', told.stdout)]


def line(rows, column, at):
    """Value at `at`, scatter and slope of a straight line."""
    n = len(rows)
    x, y = [r[0] for r in rows], [r[column] for r in rows]
    mx, my = sum(x) / n, sum(y) / n
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
    rest = sum((b - my - slope * (a - mx)) ** 2 for a, b in zip(x, y))
    return my + slope * (at - mx), math.sqrt(rest / (n - 2)), slope


def sample(sides, ats, column, floor=0.0):
    """(mean, deviation, trend) of one line a seed."""
    lines = [line(rows, column, at) for rows, at in zip(sides, ats)]
    mean = sum(v for v, _, _ in lines) / len(lines)
    between = sum((v - mean) ** 2 for v, _, _ in lines) / max(len(lines) - 1, 1)
    scatter = sum(s * s for _, s, _ in lines) / len(lines)
    return mean, max(math.sqrt(scatter + between), floor), max(abs(b) for _, _, b in lines)


def number(x):
    return f'{x:.4g}' if abs(x) > 1e-9 else '0'


def braces(values):
    return '{' + ', '.join(number(v) for v in values) + '}'


class Case:
    """One published sweep over beta, of one seed or several."""

    def __init__(self, name, seeds, positions, ends, places, images=10000, draws=False):
        self.name, self.seeds, self.positions, self.ends, self.places = name, seeds, positions, ends, places
        self.floor = 100 / images
        self.draws = draws
        self.jumps = [[jump(rows, t) for t in positions] for rows in seeds]
        self.seen = {}

    def look(self, program):
        """How coarse a step may be for each jump to be found."""
        step = self.seeds[0][2][0] - self.seeds[0][1][0]
        seen = {t: 0 for t in self.positions}
        for every in range(1, 13):
            tried = [found(program, [r for r in rows if r[0] <= 1.001 * self.ends], every, first)
                     for rows in self.seeds for first in range(every)]
            for t in self.positions:
                shift = max(0.04 * t, every * step)
                if seen[t] == every - 1 and all(sum(abs(p - t) <= shift for p in one) == 1 for one in tried):
                    seen[t] = every
        self.seen = {t: n * step if n > 1 else 0 for t, n in seen.items()}

    def floors(self, column, at):
        if column == 3:
            return self.floor
        if column == 2 and self.draws:
            row = min(self.seeds[0], key=lambda r: abs(r[0] - at))
            return max(abs(row[2] - row[1]), PRINTED / 4)
        return PRINTED / 4

    def phase(self, k, index):
        """First and last row of the phase in which row `index` of seed k is."""
        edges = [(-1, 1)] + self.jumps[k] + [(len(self.seeds[k]) - 1, len(self.seeds[k]))]
        for (_, first), (last, _) in zip(edges, edges[1:]):
            if first <= index <= last:
                return first, last
        return index, index

    def around(self, beta):
        windows = []
        for k, rows in enumerate(self.seeds):
            i = min(range(len(rows)), key=lambda j: abs(rows[j][0] - beta))
            first, last = self.phase(k, i)
            reach = max(2, min(WINDOW, i - first, last - i))
            windows.append(rows[max(first, i - reach):min(last, i + reach) + 1])
        return windows

    def samples_at(self, beta):
        windows = self.around(beta)
        ats = [beta] * len(windows)
        return [sample(windows, ats, c, self.floors(c, beta)) for c in (2, 3, 4)]

    def middle(self, k, number_of):
        before, after = self.jumps[k][number_of]
        return (self.seeds[k][before][0] + self.seeds[k][after][0]) / 2

    def beside(self, number_of, is_after):
        windows, ats = [], []
        for k, rows in enumerate(self.seeds):
            edge = self.jumps[k][number_of][1 if is_after else 0]
            first, last = self.phase(k, edge)
            span = (edge, min(edge + WINDOW - 1, last)) if is_after else (max(edge - WINDOW + 1, first), edge)
            window = rows[span[0]:span[1] + 1]
            if len(window) < 4:
                window = rows[edge:edge + 4] if is_after else rows[edge - 3:edge + 1]
            windows.append(window)
            ats.append(self.middle(k, number_of))
        return windows, ats

    def grid(self):
        """Places: so many a phase. Published rows that are nearest."""
        edges = [(0.0, 0.0)] + [(self.seeds[0][a][0], self.seeds[0][b][0]) for a, b in self.jumps[0]]
        edges.append((self.ends, self.ends))
        betas = []
        for (_, low), (high, _) in zip(edges, edges[1:]):
            for i in range(self.places):
                aim = low + (high - low) * (i + 1) / (self.places + 1)
                betas.append(min((r[0] for r in self.seeds[0]), key=lambda b: abs(b - aim)))
        return betas

    def drawn(self, k):
        rows = self.seeds[k]
        keep = {round(i * (len(rows) - 1) / (COUNT - 1)) for i in range(COUNT)} | {1, 2, 4}
        for before, after in self.jumps[k]:
            keep |= {before - 1, before, after, after + 1}
        return [rows[i] for i in sorted(keep) if 0 <= i < len(rows)]

    def transition(self, n):
        t = self.positions[n]
        sides = [self.beside(n, after) for after in (False, True)]
        floors = {c: self.floors(c, t) for c in (2, 3, 4)}
        pairs = [[sample(*side, c, floors[c]) for side in sides] for c in (2, 3, 4)]
        middles = [self.middle(k, n) for k in range(len(self.seeds))]
        spread = max(abs(m - t) for m in middles) if len(middles) > 1 else 0.0
        after = pairs[2][1][0]
        rows = ['     %s,' % braces(pair) for both in pairs for pair in both]
        return ('    {"T%d",\n     %s,\n     %s,\n%s\n     %s,\n     %s},\n' %
                (n + 1, number(t), number(after), '\n'.join(rows), number(spread), number(self.seen[t])))

    def text(self):
        out = ''
        for k in range(len(self.seeds)):
            out += 'constexpr Point %s_seed%d[] = {\n' % (self.name, k + 1)
            out += ''.join('    {%s},\n' % ', '.join('%.5g' % v for v in row) for row in self.drawn(k)) + '};\n\n'
        out += 'constexpr Curve %s_curves[] = {%s};\n\n' % (
            self.name, ', '.join('{%d, %s_seed%d}' % (k + 1, self.name, k + 1) for k in range(len(self.seeds))))
        out += 'constexpr Place %s_places[] = {\n' % self.name
        for beta in self.grid():
            out += '    {%s, %s},\n' % ('%.5g' % beta, ', '.join(braces(s) for s in self.samples_at(beta)))
        return out + '};\n\n'

    def transitions(self):
        return ('constexpr Transition %s_transitions[] = {\n' % self.name +
                ''.join(self.transition(n) for n in range(len(self.positions))) + '};\n\n')


def spectrum_rows(folder):
    with open(folder / 'path_to_t4_eigenvalues.csv', newline='') as file:
        next(file)
        rows = [[float(v) for v in line.split(',')] for line in file if line.strip()]
    # In the order of their magnitudes, as they are stored.
    return [(r[0], *[abs(v) for v in r[1:11]], abs(r[50])) for r in rows]


def eigenvalue_table(name, type_name, rows):
    return 'constexpr %s %s[] = {\n%s};\n\n' % (type_name, name, ''.join(rows))


def eigenvalue_row(beta, samples):
    """Means, deviations and trends of eleven eigenvalues, a line each."""
    return '    {%s,\n%s},\n' % ('%.5g' % beta, ',\n'.join('     ' + braces(v) for v in zip(*samples)))


def spectra(folder, path):
    """The ten largest eigenvalues and the fiftieth: drawn, at places, and over the jumps."""
    rows = spectrum_rows(folder)
    distance = {round(r[0], 6): r[4] for r in path.seeds[0]}
    case = Case('spectrum', [rows], [], path.ends, path.places)
    case.jumps = path.jumps
    count = len(path.seeds[0])
    keep = {round(i * (count - 1) / 24) for i in range(25)} | {1, 2, 4, 10, 25, 40, 65, 75, 100, 110, 160, 190}
    for before, after in path.jumps[0]:
        keep |= {before - 1, before, after, after + 1}
    drawn = ['    {%s, %s, {%s}},\n' % ('%.5g' % rows[i][0], '%.5g' % distance[round(rows[i][0], 6)],
                                        ', '.join(number(v) for v in rows[i][1:])) for i in sorted(keep)]
    columns = range(1, 12)
    places = []
    for beta in path.grid():
        window = case.around(beta)
        places.append(eigenvalue_row(beta, [sample(window, [beta], c) for c in columns]))
    jumps = []
    for n, t in enumerate(path.positions):
        lines = []
        for c in columns:
            before, after = [sample(*case.beside(n, side), c) for side in (False, True)]
            lines.append((after[0] - before[0], math.hypot(before[1], after[1]), before[2] + after[2]))
        jumps.append(eigenvalue_row(t, lines))
    return (eigenvalue_table('spectrum_points', 'SpectrumPoint', drawn) +
            eigenvalue_table('spectrum_places', 'SpectrumPlace', places) +
            eigenvalue_table('spectrum_jumps', 'SpectrumPlace', jumps))


HEAD = '''// %s
// Source: Ersoy, Cardozo Licha and Wiesner, "Phase transitions reveal hierarchical structure in deep
// neural networks", arXiv 2512.11866. %s
// Printed by tools/published_curves.py, which states the rules; not written by hand.

%s
namespace caldera::published {

namespace {

'''


def case_object(case, name, figure, share, transitions):
    return ('constinit const Case %s = {"%s", "%s", %s, %s_curves, %s_places, %s};\n' %
            (name, name, figure, share, case.name, case.name, transitions))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    folder, out, program = map(pathlib.Path, sys.argv[1:])

    def write(name, header, what, protocol, tables, objects):
        text = HEAD % (what, protocol, ''.join(f'#include "plots/published/{h}"\n' for h in header.split())) + tables + '}  // namespace\n\n' + objects
        (out / name).write_text(text + '\n}  // namespace caldera::published\n')

    sweep = Case('sweep', [read(folder, f'origin_sweep_seed{k}') for k in (1, 2, 3)],
                 [0.0248, 0.03735, 0.0590, 0.0738, 0.08445], 0.09, 2)
    write('figure_2.cpp', 'curves.h origin_sweep.h', 'The origin sweep: an MLP on MNIST.',
          'Fig. 2: seeds 1, 2 and 3,\n// learning rate 0.0015, beta to 0.09 in steps of 0.0002.', sweep.text(),
          case_object(sweep, 'origin_sweep', 'Fig. 2', '1', 'transitions'))

    def seen(case):
        case.look(program)
        return case

    fast = seen(Case('fast', [read(folder, f'fast_seed{k}') for k in (1, 2)],
                [0.0185, 0.025, 0.032, 0.047, 0.050], 0.060, 2))
    write('figure_5.cpp', 'curves.h', 'The origin sweep at ten times the learning rate.',
          'Fig. 5a: seeds 1 and 2, learning\n// rate 0.015, beta to 0.060 and 0.064 in steps of 0.0002.',
          fast.text() + fast.transitions(), case_object(fast, 'fast', 'Fig. 5a', '1', 'fast_transitions'))

    relu = seen(Case('relu', [read(folder, 'relu')], [0.136, 0.157, 0.296, 0.445, 0.47], 0.528, 2))
    fashion = seen(Case('fashion', [read(folder, 'fashion')], [0.023, 0.0286, 0.0456, 0.0825, 0.130], 0.1452, 2))
    write('figure_6.cpp', 'curves.h', 'Rectified linear units on MNIST, and sigmoids on Fashion-MNIST.',
          'Fig. 6: one seed\n// each, learning rate 0.0015; a: beta to 0.528 in steps of 0.0016, b: to 0.1452 in steps of 0.00044.',
          relu.text() + relu.transitions() + fashion.text() + fashion.transitions(),
          case_object(relu, 'relu', 'Fig. 6a', '1', 'relu_transitions') +
          case_object(fashion, 'fashion', 'Fig. 6b', '1', 'fashion_transitions'))

    cnn = seen(Case('cnn', [read(folder, 'cnn')], [0.68, 0.78], 1.0, 4, images=600, draws=True))
    write('cnn.cpp', 'curves.h', 'A small convolutional network on synthetic patterns.',
          'The CNN: one seed, SGD at 0.05,\n// 30 epochs a beta, 100 values of beta from 0 to 1; E + (beta/2) |theta|^2 is reported.',
          cnn.text() + cnn.transitions(), case_object(cnn, 'cnn', 'CNN', '0.5', 'cnn_transitions'))

    path = seen(Case('path', [read(folder, 'path_to_t4', 'r4')], [0.0107, 0.0167, 0.0267], 0.05, 3))
    write('figure_3.cpp', 'spectrum.h', 'The path to the weights just after the fourth transition, and its spectra.',
          'Figs. 3 and 5b: one\n// seed, learning rate 0.0015, beta in steps of 0.0002, drawn as far as the distance is given '
          '(0.1432);\n// eigenvalues of largest magnitude on all 60 000 training images, ARPACK at tolerance 1e-3.',
          path.text() + path.transitions() + spectra(folder, path),
          case_object(path, 'path', 'Figs. 3 and 5b', '1', 'path_transitions') +
          'constinit const Spectrum spectrum = {spectrum_points, spectrum_places, spectrum_jumps};\n')


if __name__ == '__main__':
    main()
