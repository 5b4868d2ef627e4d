#include "plots/theory_sections.h"

namespace caldera {

namespace {

const Section curvature = {
    .figure = "curvature",
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

}  // namespace

std::vector<Section> theory_sections() { return {curvature}; }

}  // namespace caldera
