#!/bin/sh
# What programs print goes through print_out (experiments/run/standard_output.h): fmt::print throws
# when a disk is full, before the run file is written, and std::cout says nothing.
#
#   printing.sh SOURCE_FOLDER
cd "$1" || exit 2
! grep -rnE --include='*.cpp' --include='*.h' 'fmt::print\(|std::(cout|printf|puts|putchar)\b' experiments plots bench |
  grep -vE 'fmt::print\(stderr|^experiments/run/standard_output\.|^[^:]*:[0-9]*: *//'
