#include "plots/report/theory_sections.h"

namespace caldera {

namespace {

const Section linear = {
    .figure = "linear_cascade",
    .title = "Deep linear networks: transitions with closed forms",
    .alternative =
        "Above, the strength of three modes against the regularisation strength at depth 2, 3 and "
        "4: at "
        "depth 2 each goes to zero continuously, deeper each ends in a fold from which a dashed "
        "branch "
        "of saddles leads back. Below, two log-log plots: the jump against the step, and the "
        "smallest "
        "eigenvalue against the distance from the end of the branch.",
    .shows =
        "A network W_D…W₁ without activation, on a target with three singular values s. (a–c) The "
        "product "
        "a^D of each mode: broad and grey the closed form, lines the stationary points that "
        "continuation "
        "follows, solid where they are minima, triangles the minima of sweeps up and down. One "
        "transition for each singular value. Depth 2 is of second order and has no hysteresis; "
        "depth 3 "
        "and 4 are of first order, and with falling β nothing comes back. (d) That order is "
        "measured: "
        "by how much a^D changes in the step in which the mode goes, against the step; full "
        "symbols β "
        "rising, open ones falling (triangles depth 2, circles 3, squares 4). (e) |λ| of the "
        "Hessian of "
        "what is minimised, at minima (full) and at the saddles behind the fold (open): its square "
        "root "
        "law is the sign of a fold. Lines are fits to distances up to 1e-4. All is ours.",
    .published = "",
    .source = "",
    .note =
        "The closed forms are after Ziyin and Ueda (2022); nn/linear_mode.h derives them. "
        "Positions "
        "agree to 1e-8 and better: see the verdict.",
    .runs = {"theory/linear"}};

const Section curvature = {
    .figure = "curvature_change",
    .title = "Scalar curvature along the origin sweep",
    .alternative =
        "Four panels against the regularisation strength: the scalar curvature with error bars, "
        "the traces of the Hessian and of its square, the squared norm of the gradient, and by "
        "how much the scalar curvature changes between neighbouring points and across transitions.",
    .shows =
        "The error surface is the graph of E over θ; R is its scalar (Ricci) curvature, estimated "
        "at the weights of the origin sweep. (a) R; (b) the traces of H = ∇²E and of H², which "
        "make R where the gradient is zero: (tr H)² − tr H²; bars are two standard errors each "
        "way. (c) The squared norm of the gradient, which enters R as 1/(1 + ‖∇E‖²): weights that "
        "were trained in small batches scatter, and R with them. (d) |R_after − R_before| over "
        "the mean of both, between neighbouring points and across transitions: full where R "
        "falls, open where it rises; dashed, the median of those that are no transitions. Dotted "
        "lines: transitions that our detector finds.",
    .published =
        "The transitions are explained by the scalar curvature of the error surface: one takes "
        "place where it changes. Values of R along a sweep are not given.",
    .source = "2505.06597",
    .note =
        "In the profile study the claim is seen in part. R falls at the last three transitions, "
        "the last time to about a tenth, and stays there. At the second it falls by more than the "
        "errors over one step, but the mean of five points hardly moves; at the first there is "
        "nothing beyond the scatter. And R changes most where there is no transition: from next "
        "to nothing at β = 0 it climbs to its plateau at about 0.02. It changes its sign at none "
        "of the transitions, and tr H² does not jump: what jumps is tr H. The numbers are in the "
        "verdict.",
    .runs = {"theory/curvature.h5", "origin_sweep/seed1.h5"}};

const Section complexity = {
    .figure = "complexity",
    .title = "More complex data, deeper networks",
    .alternative =
        "Above, the error of networks on mixtures of 2 to 8 classes against the regularisation "
        "strength, with a circle at each jump, and the number of jumps against the number of "
        "classes in two and eight dimensions. Below, half the squared norm of the weights of "
        "networks with one, two and three hidden layers, which for one goes to zero continuously "
        "and for the others jumps, and the size of that jump against the step in logarithmic "
        "scales.",
    .shows =
        "Minima of networks with tanh on Gaussian mixtures, followed by exact descent that does "
        "not stop on saddles. (a) Error against β for 2 to 8 classes in eight dimensions; circles"
        " are the transitions that our detector finds. (b) Their number, a circle a seed, lines "
        "the means; dotted, a linear network, which has one for each direction in which the means"
        " of the classes differ. (c) The onset of learning on three classes: ½‖θ‖², the "
        "derivative of the least loss, with β rising (dots) and falling again (circles). (d) How "
        "much it jumps at the onset, against the step of β: an exponent of 1 says that nothing is"
        " left of the jump in the limit, an exponent of 0 that all of it is. Exponents are means "
        "and standard deviations over the seeds. All is ours.",
    .published =
        "More complex data have more transitions. The onset of learning is a transition of first "
        "order for two or more hidden layers and of second order for one (for linear networks "
        "proved by Ziyin and Ueda, 2022).",
    .source = "2505.06597",
    .note =
        "In two dimensions the means of the classes differ in two directions at most, and the "
        "number of transitions stays near two: there more classes do not make more of them in "
        "every mixture. With one hidden layer the point θ = 0 turns into a saddle at a β > 0, "
        "which is where learning begins on the way down, too. With two or more all curvatures of "
        "E at θ = 0 that are not those of the output biases are zero, so it remains a minimum for"
        " every β > 0 and exact descent never leaves it.",
    .runs = {"theory/complexity"}};

const Section folds = {
    .figure = "folds",
    .title = "Where the minimum meets a saddle",
    .alternative =
        "Error against the regularisation strength: the training run, and before each of its jumps "
        "the exact minima up to a fold, with an arrow from there up to the next minimum. Beside it "
        "the curvature near the folds in logarithmic scales. Below, the critical direction by "
        "layer "
        "and by digit, and a table of positions and certificates.",
    .shows =
        "From weights of the training run before each jump, Newton's method leads to a true "
        "minimum "
        "of L = E + (β/2)‖θ‖², which is then followed exactly as β rises. (a) The run, on all "
        "images "
        "and in small batches (dots), and the minima, on the first images (lines). Squares are "
        "folds, "
        "where the minimum meets a saddle and both are gone; diamonds branch points, where it "
        "becomes "
        "a saddle itself; arrows show where exact descent goes from a fold. (b) Curvature of L "
        "along "
        "the curve of stationary points, of minima (full) and of the saddles behind the fold "
        "(open). "
        "(c) The critical direction φ, along which the curvature vanishes, by layer. (d) How the "
        "error of each digit changes along it, relative to the one that changes most. (e) "
        "Positions "
        "with estimated errors, the gradient's norm, ‖∇²L φ‖, within which an eigenvalue lies of "
        "zero, "
        "and the number of negative directions before and behind.",
    .published =
        "At a transition the minimum that is followed meets a saddle of the loss, disappears, and "
        "the "
        "model jumps to another basin.",
    .source = "2512.11866",
    .note =
        "The landscape is that of the first training images (subset, under Runs): fewer images "
        "fold "
        "later, so the distance from the run's jump holds both the subset and the noise of small "
        "batches. A branch point that changes no digit's error is a turn of hidden units among "
        "themselves.",
    .runs = {"theory/folds/", "origin_sweep/seed1.h5"}};

}  // namespace

std::vector<Section> theory_sections() { return {linear, folds, curvature, complexity}; }

}  // namespace caldera
