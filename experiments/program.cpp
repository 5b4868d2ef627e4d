#include "experiments/program.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>
#include <new>
#include <string>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/error.h"

namespace caldera {

namespace {

/// One line on stderr, whatever the message holds.
int report(const CLI::App& app, std::string message, ExitStatus status) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::cerr << app.get_name() << ": " << message << std::endl;
  return status;
}

}  // namespace

void add_arithmetic_options(CLI::App& app) {
  struct Choice {
    std::string gemm = "exact";
    std::string simd = "auto";
    int threads = 1;
  };
  const auto choice = std::make_shared<Choice>();
  app.add_option("--gemm", choice->gemm, "Who multiplies matrices: exact or openblas")
      ->capture_default_str();
  app.add_option("--simd", choice->simd, "Vector width: auto, scalar, avx2 or avx512; same bits")
      ->capture_default_str();
  app.add_option("--threads", choice->threads, "Threads of a run; same bits")
      ->capture_default_str();
  app.parse_complete_callback(
      [choice] { configure_arithmetic(choice->gemm, choice->simd, choice->threads); });
}

int run_program(CLI::App& app, int argc, const char* const* argv,
                const std::function<int()>& body) {
  // A file over the shell's limit (ulimit -f) is an error of write, not the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    app.parse(argc, argv);
    return body();
  } catch (const CLI::Success& help) {
    return app.exit(help);  // --help: prints it, status 0
  } catch (const CLI::ParseError& error) {
    return report(app, std::string(error.what()) + "; see --help", bad_input);
  } catch (const InputError& error) {
    return report(app, error.what(), bad_input);
  } catch (const NonFiniteError& error) {
    return report(app, error.what(), non_finite);
  } catch (const std::bad_alloc&) {
    return report(app, "not enough memory; ask for less at once", bad_input);
  }
}

}  // namespace caldera
