#!/usr/bin/env bash
# Makes the reference of the public headers, build/docs/html, by doxygen and docs/Doxyfile. A warning, such
# as of a member without a docstring, is an error: the status is then 1.
#
#   tools/make_docs.sh
set -euo pipefail

cd "$(dirname "$0")/.."
command -v doxygen >/dev/null ||
  { echo "make_docs: no doxygen: install it with make deps GROUPS=docs" >&2; exit 2; }
rm -rf build/docs  # pages of what is there no more
mkdir -p build/docs
doxygen docs/Doxyfile || { echo "make_docs: the docstrings have the faults above" >&2; exit 1; }
echo "The reference of the public headers: build/docs/html/index.html"
