#include "plots/monitoring_sections.h"

namespace caldera {

namespace {

const Section detectors = {
    .figure = "detectors",
    .title = "Rules that flag changes, measured as instruments",
    .alternative =
        "Above, against the size of a change, the share that five rules find and their mean delay. The "
        "CUSUM finds nearly all changes of one deviation and more and next to none where there is no "
        "change; two of the other rules flag a quarter and more of the series without a change. Below, "
        "false alarms of each rule in five kinds of noise on a logarithmic scale; open and full symbols "
        "lie side by side.",
    .shows =
        "Rules that are recommended for watching training, on series in which it is known what changes "
        "where. window: three samples in a row more than 2σ from the mean of the ten before them; moving: "
        "the same with a window that takes in the samples that are out. baseline: the mean of the last 50 "
        "samples more than 3σ from that of the first 100, for ten samples; of means: with the "
        "deviation of such means. CUSUM: the cumulative sum of Page (1954). (a) The share of jumps after "
        "which there is a flag within 100 samples, against their size, in independent normal noise; "
        "crosses: of changes that take 50 samples. At size 0 there is nothing to find. Bars are two "
        "standard errors each way. (b) The mean delay, of jumps of which half and more are found. "
        "(c) False alarms where nothing changes. Open: the series on which the CUSUM's numbers were "
        "chosen; full: others. All is ours.",
    .published =
        "The window rule (10 epochs, 2σ, three epochs or more) and the baseline rule (first 10 % of "
        "training, 3σ on a mean of 50 steps, 10 steps or more) are advice of two practitioners' guides, "
        "without rates.",
    .source = "",
    .note =
        "Noise: independent normal; autoregressive with a coefficient of 0.7; one sample in ten three times "
        "as wide; a deviation that falls to a quarter; and a trend that decays as a loss does, which is "
        "change to a rule that expects none. The window rule flags 27 of 100 stretches of 100 samples in "
        "which nothing happens. Of neighbours that are alike every rule but the first baseline makes "
        "changes. What follows from this: docs/monitoring.md.",
    .runs = {"monitoring/detectors"}};

}  // namespace

std::vector<Section> monitoring_sections() { return {detectors}; }

}  // namespace caldera
