// The rule of digest.h, held against another program that was written from its words.

#include "tests/experiments/run/typed_files.h"

namespace caldera::test {

namespace {

struct Record {
  float real, imaginary;
  const char* name;
  std::int16_t pair[2];
};

/// A dataset or an attribute of each kind of type.
void put_each_kind(const Handle& file) {
  const std::int16_t shorts[] = {-300, 7, 0, 32767, 1, -1};
  put(file, "/group/short", H5T_STD_I16BE, H5T_STD_I16LE, shorts, {2, 3}, true);
  const std::uint16_t halves[] = {0x3c00, 0xc101};
  put(file, "/half", half(H5T_ORDER_LE), half(H5T_ORDER_LE), halves, {2});
  const std::int8_t flags[] = {1, 0, 1};
  put(file, "/flags", boolean(), boolean(), flags, {3});

  const hsize_t two = 2;
  const Handle pair(H5Tarray_create2(H5T_STD_I16LE, 1, &two), H5Tclose);
  const Handle complex = compound_of(8, {{"r", 0, H5T_IEEE_F32LE}, {"i", 4, H5T_IEEE_F32LE}});
  const Handle text = text_of(H5T_VARIABLE);
  const Handle record = compound_of(sizeof(Record), {{"a value", 0, complex},
                                                     {"name", offsetof(Record, name), text},
                                                     {"pair", offsetof(Record, pair), pair}});
  const Record records[] = {{1.5f, -0.25f, "first", {1, 2}}, {0, 1, "", {-3, 4}}};
  put(file, "/group/records", record, record, records, {2});

  hobj_ref_t references[] = {reference_to(file, "/group"), reference_to(file, "/half"), 0};
  put(file, "/references", H5T_STD_REF_OBJ, H5T_STD_REF_OBJ, references, {3});
  const Handle list(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose);
  const hvl_t lists[] = {{2, references + 1}, {0, nullptr}, {1, references}};
  put_attribute(file, "/half", "DIMENSION_LIST", list, lists, {3});
  const Handle null(H5Screate(H5S_NULL), H5Sclose);
  const Handle nothing(H5Acreate_by_name(file, "/group", "nothing", H5T_STD_U32LE, null,
                                         H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                       H5Aclose);
}

}  // namespace

TEST_CASE("the digest of each kind of type is the one that is documented", "[storage]") {
  // Computed from the comments in digest.h, element_type.h and content.h by another program: Python
  // with h5py and hashlib.
  CHECK(digest_of(put_each_kind) ==
        "81999b6f31100a7b26fd65a0c7b399e8af5965bc1a50d4059364d418e9700422");
}

}  // namespace caldera::test
