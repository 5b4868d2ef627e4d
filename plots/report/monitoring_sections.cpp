#include "plots/report/monitoring_sections.h"

namespace caldera {

namespace {

const Section detectors = {
    .figure = "detectors",
    .title = "Rules that flag changes, measured as instruments",
    .alternative =
        "Above, against the size of a change, the share that five rules find and their mean delay. "
        "The "
        "CUSUM finds nearly all changes of one deviation and more and next to none where there is "
        "no "
        "change; two of the other rules flag a quarter and more of the series without a change. "
        "Below, "
        "false alarms of each rule in five kinds of noise on a logarithmic scale; open and full "
        "symbols "
        "lie side by side.",
    .shows =
        "Rules that are recommended for watching training, on series in which it is known what "
        "changes "
        "where. window: three samples in a row more than 2σ from the mean of the ten before them; "
        "moving: "
        "the same with a window that takes in the samples that are out. baseline: the mean of the "
        "last 50 "
        "samples more than 3σ from that of the first 100, for ten samples; of means: with the "
        "deviation of such means. CUSUM: the cumulative sum of Page (1954). (a) The share of jumps "
        "after "
        "which there is a flag within 100 samples, against their size, in independent normal "
        "noise; "
        "crosses: of changes that take 50 samples. At size 0 there is nothing to find. Bars are "
        "two "
        "standard errors each way. (b) The mean delay, of jumps of which half and more are found. "
        "(c) False alarms where nothing changes. Open: the series on which the CUSUM's numbers "
        "were "
        "chosen; full: others. All is ours.",
    .published =
        "The window rule (10 epochs, 2σ, three epochs or more) and the baseline rule (first 10 % "
        "of "
        "training, 3σ on a mean of 50 steps, 10 steps or more) are advice of two practitioners' "
        "guides, "
        "without rates.",
    .source = "",
    .note =
        "Noise: independent normal; autoregressive with a coefficient of 0.7; one sample in ten "
        "three times "
        "as wide; a deviation that falls to a quarter; and a trend that decays as a loss does, "
        "which is "
        "change to a rule that expects none. The window rule flags 27 of 100 stretches of 100 "
        "samples in "
        "which nothing happens. Of neighbours that are alike every rule but the first baseline "
        "makes "
        "changes. What follows from this: docs/monitoring.md.",
    .runs = {"monitoring/detectors"}};

const Section disappearance = {
    .figure = "disappearance",
    .title = "How a minimum disappears",
    .alternative =
        "Above, three maps of the loss on one plane: before the transition two basins with a pass "
        "between them, at the transition only a shelf where one of them was, beyond it a slope "
        "down to "
        "the other basin. Below, the loss along straight ways, with a hump that shrinks as the "
        "regularisation strength rises, and the height of that hump, which falls to zero at the "
        "transition.",
    .shows =
        "The fourth transition of the origin sweep. (a–c) L = E + (β/2)‖θ‖² above its least value, "
        "on "
        "the plane through three points of parameter space: 1 weights of the sweep well before the "
        "transition, 2 those just after it, 3 those just before it. Before: β of point 1; "
        "transition: β "
        "of point 3; beyond: half as far on the other side. Lines every 0.005 nat; orange in (b), "
        "a "
        "training run that starts at 3 just beyond the transition, a point every 100 steps (paper: "
        "50), "
        "where it is nearest to the plane. (d) L on the straight way from weights of the sweep (0) "
        "to those "
        "just after the transition (1), each at the β at which the weights were trained. (e) How "
        "high that "
        "way climbs before it falls again; dotted, the transition. All is ours.",
    .published =
        "At a transition the minimum that is followed meets a saddle of the loss, disappears, and "
        "the "
        "model jumps to another basin.",
    .source = "2512.11866",
    .note =
        "In the profile study both wells of the plane are equally deep at β = 0.0644, and the "
        "first is "
        "gone from 0.074 on; the sweep stays in it to 0.0753. Slices are of the first training "
        "images "
        "(images, under Runs), the sweep is trained on all of them in small batches: the weights "
        "where "
        "ways begin are not minima to the last digit, and (e) scatters. A straight way climbs at "
        "least as "
        "high as the lowest pass.",
    .runs = {"slices/plane", "slices/line", "origin_sweep/seed1.h5"}};

const Section slices = {
    .figure = "slices",
    .title = "A fall through the landscape",
    .alternative =
        "A map and a surface of the loss on the plane of a training run's trajectory: it moves to "
        "and fro "
        "on a shelf, then goes straight down to the floor of a valley and along it.",
    .shows =
        "A training run that starts at the weights just before the fourth transition, at a β just "
        "beyond "
        "it, a point every 100 steps (paper: 50); the plane is that of the first two principal "
        "components "
        "of these points. "
        "(a) L as colour and lines of equal L; the run goes from the open circle to the full one. "
        "Percentages at the axes are shares of the variance of its points; above, how much of "
        "their "
        "squared distance from the first lies in the plane. (b) The same as a surface; the run is "
        "at the "
        "heights of its own points, which lie beside the plane. All is ours.",
    .published =
        "Slices in two random or principal directions are advice of a practitioners' guide; the "
        "directions are those of Li et al. (arXiv 1712.09913).",
    .source = "",
    .note = "",
    .runs = {"slices/fall", "monitoring/fall"}};

const Section watched_sweep = {
    .figure = "watched_sweep",
    .title = "Do the transitions show in ordinary training signals?",
    .alternative =
        "At the top, running error and distance against epochs, with grey stretches where the "
        "sweep has "
        "transitions. Below it a raster of flags, a line a signal and method, with the number of "
        "transitions found and of false alarms beside each. Bottom left, transitions found against "
        "false "
        "alarms for all signals and methods, with a dashed curve for flags at random. Bottom "
        "right, six "
        "signals against the regularisation strength.",
    .shows =
        "An origin sweep seen as one long training, in which β goes up now and then, and what the "
        "rules "
        "that are recommended for watching training make of its signals. (a) Running error and "
        "distance; "
        "shaded, where a flag counts as finding a transition: at the β at which the sweep jumps, "
        "and the "
        "next. (b) Flags: blue, in such a stretch; vermillion, false alarms; grey, at β = 0, where "
        "the "
        "network learns. First what the guides watch, then of each method the two signals with "
        "which it "
        "does best. value per β and change per β look at one number a β, the mean over its last "
        "epoch, or "
        "its change: they know when β was changed, which the rules do not. (c) Every signal with "
        "every "
        "method that it is for: a band for each number of transitions found, methods side by side "
        "in it. "
        "Dashed: from so many false alarms on, flags at random moments find as many half the time; "
        "a "
        "detector is worth something to the left of it. (d) Left, three signals that may be "
        "expected to follow the network's "
        "hierarchy; right, three that are often watched. Of the steps means over the last epoch at "
        "each "
        "β are shown. Dotted: transitions. All is ours.",
    .published =
        "The signals and the first three rules are advice of two practitioners' guides, one of "
        "which calls "
        "them signs of phase transitions. No rates are given.",
    .source = "",
    .note =
        "What counts as a transition is read off error and distance of the same sweep, so these "
        "two and "
        "the test error are not independent witnesses; the others are. With as many pairs of "
        "signal "
        "and method as are tried, the best of them looks good by chance, too: what must be small "
        "is p "
        "times their number. A sweep of coarse steps may have no transition that can be told from "
        "its "
        "trend, and then there is nothing to find. Numbers are in the verdict, and what they say "
        "in "
        "docs/monitoring.md.",
    .runs = {"monitoring/watched_sweep"}};

const Section learning_rates = {
    .figure = "learning_rates",
    .title = "Phases of training over the learning rate",
    .alternative =
        "Five panels, lines and points coloured by phase. Errors against epochs fall as straight "
        "lines on "
        "logarithmic axes, lower for larger rates. In the first steps the error of the two largest "
        "rates "
        "rises above its start. Sharpness times rate is above 2 for seven rates before the first "
        "step and "
        "far below 2 an epoch later for all. The rank at the end has a minimum near a rate of 0.9. "
        "Below, "
        "flags by epoch and rate: in each row a symbol at the first flag of a signal, and a line "
        "to its last.",
    .shows =
        "A network 16-32-3 on noisy patterns, from one start, with twenty learning rates η. λ is "
        "the top "
        "eigenvalue of ∇²E. Slow: η λ n < 1 for the n steps of an epoch; stable: η λ up to 2; "
        "beyond "
        "2/λ: more; catapult: more, and the error of a mini-batch rises above 1.5 times the first "
        "one "
        "(dashed in b). (a) Running error. (b) The first steps. (c) η λ₁ before the first step, an "
        "epoch later and at the end; dashed: 2. (d) Effective rank of the hidden layer's "
        "activations at the "
        "end, and ‖θ‖ after the first epoch. Dotted: between phases. (e) Where rules flag "
        "a change, a row a learning rate: the first flag of each signal, by rule, and a line to "
        "the last. All is ours.",
    .published =
        "Lewkowycz et al.: for the squared error, with η λ between 2 and about 4, or more by the "
        "network, the error rises at first, and then training goes on where λ is below 2/η.",
    .source = "2003.02218",
    .note =
        "The error is the cross-entropy: between η λ = 2 and 16 nothing rises, and λ falls with "
        "the error "
        "at small rates, too. What the CUSUM flags is the slow fall of all signals; the catapult "
        "is over before a baseline is complete. See docs/monitoring.md.",
    .runs = {"monitoring/learning_rates"}};

const Section escape = {
    .figure = "escape",
    .title = "What ends a delay: noise of the gradients",
    .alternative =
        "Four panels, coloured by batch size. The error stays at that of guessing and then falls, "
        "later "
        "for larger batches; for 256 examples and more it does not fall. The epoch of the escape "
        "rises "
        "from 1 to about 40 with the batch size over the learning rate, with arrows for runs that "
        "stay. The norm "
        "climbs steadily in the runs that escape and levels off in the others. Against the norm, "
        "the "
        "error keeps to guessing until the norm is near 2.",
    .shows =
        "Runs from weights behind the last transition, where all answers are a guess, trained on "
        "with "
        "β = 0.02, where that is still a minimum (c: its least curvature, with an error bound). "
        "SGD with "
        "momentum on the first 3000 digits. Colours: noise, η/B, by the batch size B at the usual "
        "rate; "
        "dashed: other rates with batches of 64. (a) Running error; dotted: at the minimum, and "
        "below which a run has escaped. (b) Epoch of the escape against B/η, all seeds, other "
        "rates a "
        "little to the right; open with arrows: not within the limit. (c) ‖θ‖; dotted: at the "
        "minimum. (d) Error against ‖θ‖, all seeds and epochs. All is ours.",
    .published =
        "arXiv 2505.06597 offers hysteresis as an explanation of grokking-like delays: a run stays "
        "in a "
        "phase of low accuracy while better minima exist. No numbers are published.",
    .source = "2505.06597",
    .note =
        "Runs of equal η/B escape in the same epochs. Seeds scatter by a few per cent, which "
        "waiting for a "
        "rare event does not. See docs/monitoring.md.",
    .runs = {"monitoring/escape"}};

}  // namespace

std::vector<Section> monitoring_sections() {
  return {detectors, learning_rates, watched_sweep, disappearance, slices, escape};
}

}  // namespace caldera
