#!/bin/sh
# CTest takes a name with a semicolon for two, and one with a bracket for a list: refuses such names.
#
#   test_names.sh FOLDER
! grep -rnE --include='*.cpp' 'TEST_CASE\("[^"]*[];[]' "$1"
