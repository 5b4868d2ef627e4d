#include "experiments/model/model_file.h"

#include <fstream>
#include <functional>
#include <iterator>
#include <limits>

#include "experiments/model/model_shape.h"
#include "experiments/run/hdf5.h"
#include "experiments/run/seal.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

const NetworkShape shape{{4, 3, 2}, Activation::tanh};

/// Writes what `fill` puts into a run file, and returns its path.
std::filesystem::path file_with(const TemporaryFolder& folder,
                                const std::function<void(RunWriter&)>& fill) {
  RunWriter writer(folder / "model.h5", example_identity());
  fill(writer);
  writer.commit();
  return folder / "model.h5";
}

/// A model file in which one attribute or dataset is replaced, left out or added by hand.
struct Parts {
  std::string architecture = "mlp", activation = "tanh";
  std::vector<std::int64_t> layers = {4, 3, 2};
  Shape weight1 = {3, 4}, bias1 = {3};
  bool second_layer = true, third_layer = false;
  double bad_entry = 0.25;
};

void write_parts(RunWriter& file, const Parts& parts) {
  const auto add = [&](const std::string& name, const Shape& extents) {
    std::vector<double> numbers = random_numbers<double>(entries(extents));
    numbers.back() = parts.bad_entry;
    file.array("/parameters/" + name, make_values(std::span<const double>(numbers), extents),
               {"1", name, "written to be refused"});
  };
  file.attribute("architecture", parts.architecture);
  file.attribute("layers", parts.layers);
  file.attribute("activation", parts.activation);
  add("layer1/weight", parts.weight1);
  add("layer1/bias", parts.bias1);
  if (parts.second_layer) {
    add("layer2/weight", {2, 3});
    add("layer2/bias", {2});
  }
  if (parts.third_layer) add("layer3/bias", {2});
}

}  // namespace

TEMPLATE_TEST_CASE("a model file holds the parameters, out x in", "[model_file]", float, double) {
  const TemporaryFolder folder;
  const auto theta = random_numbers<TestType>(parameter_count(shape));
  const auto path = file_with(folder, [&](RunWriter& file) {
    write_model<TestType>(file, shape, theta);
  });
  const RunFile file(path);
  CHECK(file.matrix<TestType>("/parameters/layer1/weight").rows == 3);
  CHECK(file.matrix<TestType>("/parameters/layer1/weight")(1, 2) == theta[1 * 4 + 2]);
  CHECK(file.vector<TestType>("/parameters/layer2/bias").back() == theta.back());

  const Model model = read_model(path);
  CHECK(describe(model.shape) == "4-3-2 tanh");
  CHECK(model.parameters == std::vector<double>(theta.begin(), theta.end()));
  if constexpr (std::is_same_v<TestType, float>)
    CHECK(float_parameters(model, path) == theta);
  else
    CHECK_THAT(refusal([&] { float_parameters(model, path); }), Contains("a double at entry"));
}

TEST_CASE("a sweep's run file has a model at every point", "[model_file]") {
  const TemporaryFolder folder;
  const std::size_t count = parameter_count(shape);
  const auto all = random_numbers<float>(2 * count);
  const auto path = file_with(folder, [&](RunWriter& file) {
    file.matrix<float>(sweep_parameters, {all.data(), 2, count}, {"1", "parameters"});
    write_model<float>(file, shape, std::span(all).last(count));
  });
  CHECK(read_model_at(path, 0).parameters ==
        std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)));
  CHECK(read_model_at(path, 1).parameters == read_model(path).parameters);
  CHECK_THAT(refusal([&] { read_model_at(path, 2); }), Contains("a point below 2, found 2"));
}

TEST_CASE("damaged model files are refused", "[model_file]") {
  struct Refusal {
    std::function<void(Parts&)> damage;
    std::string said;
  };
  const std::vector<Refusal> refusals = {
      {[](Parts& p) { p.architecture = "rnn"; }, "architecture: expected mlp or cnn, found 'rnn'"},
      {[](Parts& p) { p.activation = "swish"; }, "sigmoid, tanh or relu, found 'swish'"},
      {[](Parts& p) { p.layers = {4}; }, "at least input and output width, found 1 widths"},
      {[](Parts& p) { p.layers = {4, -3, 2}; }, "widths from 1 to 1048576, found -3"},
      {[](Parts& p) { p.weight1 = {4, 3}; }, "weight: expected shape 3 x 4, found 4 x 3"},
      {[](Parts& p) { p.weight1 = {12}; }, "weight: expected shape 3 x 4, found 12"},
      {[](Parts& p) { p.bias1 = {4}; }, "bias: expected shape 3, found 4"},
      {[](Parts& p) { p.second_layer = false; }, "layer2/weight"},
      {[](Parts& p) { p.third_layer = true; }, "layers up to layer2, found layer3"},
      {[](Parts& p) { p.bad_entry = std::numeric_limits<double>::quiet_NaN(); },
       "finite numbers, found nan at entry 11"},
      {[](Parts& p) { p.bad_entry = std::numeric_limits<double>::infinity(); },
       "finite numbers, found inf at entry 11"}};
  for (const auto& [damage, said] : refusals) {
    const TemporaryFolder folder;
    Parts parts;
    damage(parts);
    const auto path = file_with(folder, [&](RunWriter& file) { write_parts(file, parts); });
    CHECK_THAT(refusal([&] { read_model(path); }), Contains(said));
  }
}

TEMPLATE_TEST_CASE("a model file holds the convolutions of a CNN", "[model_file]", float, double) {
  const TemporaryFolder folder;
  const NetworkShape cnn{{4, 3}, Activation::relu, {{3, 2, 2}, {2, 2}}, {6, 7, 2}};
  const auto theta = random_numbers<TestType>(parameter_count(cnn));
  const auto path = file_with(folder, [&](RunWriter& file) {
    write_model<TestType>(file, cnn, theta);
  });
  const RunFile file(path);
  using List = std::vector<std::int64_t>;
  CHECK(file.attribute<std::string>("architecture") == "cnn");
  CHECK(file.attribute_list<std::int64_t>("image") == List{6, 7, 2});
  CHECK(file.attribute_list<std::int64_t>("channels") == List{3, 2});
  CHECK(file.attribute_list<std::int64_t>("kernels") == List{2, 2});
  CHECK(file.attribute_list<std::int64_t>("pools") == List{2, 1});
  CHECK(file.matrix<TestType>("/parameters/convolution1/weight")(1, 2) == theta[1 * 8 + 2]);
  CHECK(file.vector<TestType>("/parameters/convolution2/bias").size() == 2);

  const Model model = read_model(path);
  CHECK(architecture(model.shape) == architecture(cnn));
  CHECK(model.parameters == std::vector<double>(theta.begin(), theta.end()));
  const Dataset fits{.name = "images", .count = 1, .features = 84, .classes = 3, .inputs = {},
                     .labels = {}};
  CHECK_NOTHROW(check_fits(model.shape, "here", fits));
  Dataset other = fits;
  other.features = 4;  // the first width, but not the image
  CHECK_THAT(refusal([&] { check_fits(model.shape, "here", other); }), Contains("4 inputs"));
}

TEST_CASE("a model file says which borders and poolings there are, if any", "[model_file]") {
  const TemporaryFolder without, with;
  const auto read_back = [](const TemporaryFolder& folder, const NetworkShape& cnn) {
    const auto theta = random_numbers<float>(parameter_count(cnn));
    const auto path = file_with(folder, [&](RunWriter& file) {
      write_model<float>(file, cnn, theta);
    });
    CHECK(architecture(read_model(path).shape) == architecture(cnn));
    return RunFile(path);
  };
  const RunFile old = read_back(without, {{4, 3}, Activation::relu, {{3, 2, 2}, {2, 2}}, {6, 7, 2}});
  CHECK_FALSE(old.has_attribute("borders"));
  CHECK_FALSE(old.has_attribute("poolings"));
  const RunFile file = read_back(
      with, {{4, 3}, Activation::relu, {{3, 2, 2, 1}, {2, 3, 2, 1, Pooling::maximum}}, {6, 7, 2}});
  CHECK(file.attribute_list<std::int64_t>("borders") == std::vector<std::int64_t>{1, 1});
  CHECK(file.foreign_texts("poolings") == std::vector<std::string>{"average", "maximum"});
}

TEST_CASE("convolutions that do not fit are refused", "[model_file]") {
  struct Lists {
    std::vector<std::int64_t> image = {6, 7, 2}, channels = {3, 2}, kernels = {2, 2},
                              pools = {2, 1}, layers = {4, 3}, borders = {0, 0};
    std::vector<std::string> poolings = {"average", "maximum"};
  };
  const std::pair<std::function<void(Lists&)>, std::string> refusals[] = {
      {[](Lists& l) { l.image = {6, 7}; }, "image: expected 3 numbers, found 2"},
      {[](Lists& l) { l.image[2] = 0; }, "image: expected numbers from 1 to 4096, found 0"},
      {[](Lists& l) { l.kernels = {2}; }, "kernels: expected 2 numbers, found 1"},
      {[](Lists& l) { l.pools = {2, 1, 1}; }, "pools: expected 2 numbers, found 3"},
      {[](Lists& l) { l.channels[1] = 5000; }, "channels: expected numbers from 1 to 4096"},
      {[](Lists& l) { l.kernels[0] = 7; }, "kernels: expected at most 6, as the image has, found 7"},
      {[](Lists& l) { l.kernels[1] = 3; }, "kernels: expected at most 2, as the image has, found 3"},
      {[](Lists& l) { l.pools[0] = 6; }, "pools: expected at most 5, as the image has, found 6"},
      {[](Lists& l) { l.layers[0] = 5; }, "first width what the convolutions give, 4, found 5"},
      {[](Lists& l) { l.borders = {0}; }, "borders: expected 2 numbers, found 1"},
      {[](Lists& l) { l.borders[1] = -1; }, "borders: expected numbers from 0 to 4096, found -1"},
      {[](Lists& l) { l.borders[1] = 2; }, "borders: expected less than the kernel, 2, found 2"},
      {[](Lists& l) { l.borders[0] = 1; l.kernels[0] = 9; },
       "kernels: expected at most 8, as the image has, found 9"},
      {[](Lists& l) { l.borders[0] = 1; l.pools[0] = 8; },
       "pools: expected at most 7, as the image has, found 8"},
      {[](Lists& l) { l.poolings = {"maximum"}; }, "poolings: expected 2 names, found 1"},
      {[](Lists& l) { l.poolings[0] = "median"; },
       "poolings: expected average or maximum, found 'median'"},
      {[](Lists& l) { l.channels = l.kernels = l.pools = {}; },
       "channels: expected a number for each convolution, found none"}};
  for (const auto& [damage, said] : refusals) {
    const TemporaryFolder folder;
    Lists lists;
    damage(lists);
    const auto path = file_with(folder, [&](RunWriter& file) {
      file.attribute("architecture", "cnn");
      file.attribute("activation", "tanh");
      file.attribute("image", lists.image);
      file.attribute("channels", lists.channels);
      file.attribute("kernels", lists.kernels);
      file.attribute("pools", lists.pools);
      file.attribute("borders", lists.borders);
      file.attribute("poolings", lists.poolings);
      file.attribute("layers", lists.layers);
    });
    CHECK_THAT(refusal([&] { read_model(path); }), Contains(said));
  }
}

TEST_CASE("descriptions are read as h5py, MATLAB and Julia write them", "[model_file]") {
  const TemporaryFolder folder;
  const auto theta = random_numbers<float>(parameter_count(shape));
  const hdf5::Handle file = hdf5::create_in_memory();
  const auto attribute = [&](const char* name, hid_t type, const std::vector<hsize_t>& extents,
                             hid_t memory_type, const void* values) {
    const hdf5::Handle space(H5Screate_simple(1, extents.data(), nullptr), H5Sclose);
    const hdf5::Handle made(H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT),
                            H5Aclose);
    H5Awrite(made, memory_type, values);
  };
  const hdf5::Handle ascii(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(ascii, H5T_VARIABLE);
  const char *const architecture = "mlp", *const activation = "tanh";
  const std::int64_t layers[] = {4, 3, 2};
  attribute("architecture", ascii, {1}, ascii, &architecture);
  attribute("activation", ascii, {1}, ascii, &activation);
  const hid_t types[] = {H5T_STD_I16LE, H5T_STD_I32LE, H5T_STD_U64LE, H5T_IEEE_F64LE};
  attribute("layers", types[GENERATE(range(0, 4))], {3}, H5T_NATIVE_INT64, layers);
  for (const ParameterSlice& slice : parameter_slices(shape))
    hdf5::write_dataset(
        file, "/parameters/" + slice.layer + "/" + slice.kind,
        make_values(std::span(theta).subspan(slice.offset, slice.rows * slice.cols),
                    slice.kind == "weight" ? Shape{slice.rows, slice.cols} : Shape{slice.cols}));
  write_plainly(folder / "model.h5", hdf5::file_image(file));

  const Model model = read_model(folder / "model.h5");
  CHECK(describe(model.shape) == "4-3-2 tanh");
  CHECK(model.parameters == std::vector<double>(theta.begin(), theta.end()));
}

TEST_CASE("a model whose parameters were never written is refused", "[model_file]") {
  const TemporaryFolder folder;
  const auto path = file_with(folder, [](RunWriter& file) { write_parts(file, {}); });
  {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    H5Ldelete(file, "/parameters/layer1/weight", H5P_DEFAULT);
    const hsize_t extents[] = {3, 4};
    const hdf5::Handle space(H5Screate_simple(2, extents, nullptr), H5Sclose);
    const hdf5::Handle weight(H5Dcreate2(file, "/parameters/layer1/weight", H5T_IEEE_F64LE, space,
                                         H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                              H5Dclose);
  }
  CHECK_THAT(refusal([&] { read_model(path); }),
             Contains("weight: expected values, found some that were never written"));
}

TEST_CASE("the parameters of a sweep are looked at before they are read", "[model_file]") {
  const TemporaryFolder folder;
  const std::vector<float> numbers(8);
  const auto path = file_with(folder, [&](RunWriter& file) {
    write_shape(file, shape);
    file.matrix<float>(sweep_parameters, {numbers.data(), 2, 4}, {"1", "parameters"});
  });
  CHECK_THAT(refusal([&] { read_sweep_models(path); }), Contains("expected any x 23, found 2 x 4"));
}

TEST_CASE("values of a wrong shape are not read", "[model_file]") {
  const TemporaryFolder folder;
  const auto path = file_with(folder, [&](RunWriter& file) { write_shape(file, shape); });
  haddr_t place = 0;
  {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    hdf5::create_group(file, "/sweep");
    const hsize_t extents[] = {2, 4}, first[] = {0, 0};
    const hdf5::Handle space(H5Screate_simple(2, extents, nullptr), H5Sclose);
    const hdf5::Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(creation, 2, extents);
    H5Pset_fletcher32(creation);
    const hdf5::Handle numbers(H5Dcreate2(file, sweep_parameters, H5T_IEEE_F32LE, space, H5P_DEFAULT,
                                          creation, H5P_DEFAULT),
                               H5Dclose);
    const std::vector<float> values(8, 1.5f);
    H5Dwrite(numbers, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    hsize_t size = 0;
    unsigned filters = 0;
    REQUIRE(H5Dget_chunk_info_by_coord(numbers, first, &filters, &place, &size) >= 0);
  }
  // Damaged where the values are, sealed as whole: who reads the values is told of the damage.
  std::string bytes = content(path);
  bytes.at(place) = static_cast<char>(bytes.at(place) + 1);
  bytes += seal(std::as_bytes(std::span(bytes)));
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  CHECK_THAT(refusal([&] { hdf5::read_dataset(hdf5::open_file(path), sweep_parameters); }),
             Contains("readable values"));
  CHECK_THAT(refusal([&] { read_sweep_models(path); }), Contains("expected any x 23, found 2 x 4"));
}

TEST_CASE("a model of integers, and a file that is none, are refused", "[model_file]") {
  const TemporaryFolder folder;
  const std::vector<std::int64_t> integers(12, 1);
  const auto path = file_with(folder, [&](RunWriter& file) {
    file.attribute("architecture", "mlp");
    file.attribute("layers", std::vector<std::int64_t>{4, 3});
    file.attribute("activation", "relu");
    file.matrix<std::int64_t>("/parameters/layer1/weight", {integers.data(), 3, 4}, {"1", "w"});
  });
  CHECK_THAT(refusal([&] { read_model(path); }), Contains("float32 or float64, found int64"));
  const auto empty = file_with(folder, [](RunWriter&) {});
  CHECK_THAT(refusal([&] { read_model(empty); }), Contains("architecture"));
  CHECK_THAT(refusal([&] { read_model(folder / "absent.h5"); }), Contains("absent.h5"));
}
