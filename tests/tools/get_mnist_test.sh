#!/usr/bin/env bash
# tools/get_mnist.sh, without a network: what it takes from MNIST_DIR and what it refuses.
#
#   get_mnist_test.sh FOLDER_WITH_MNIST       overridden by $CALDERA_MNIST
set -euo pipefail

script=$(dirname "$0")/../../tools/get_mnist.sh
variable=MNIST_DIR
delivered=4
# shellcheck source=tests/tools/fetch_checks.sh
source "$(dirname "$0")/fetch_checks.sh"

check_folders "${CALDERA_MNIST:-$1}"
