#include "experiments/program.h"

#include <algorithm>
#include <cassert>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <new>
#include <string>
#include <system_error>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/error.h"
#include "experiments/number_options.h"
#include "experiments/storage/standard_output.h"

namespace caldera {

namespace {

/// One line on stderr, whatever the message holds.
int report(const CLI::App& app, std::string message, ExitStatus status) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::cerr << app.get_name() << ": " << message << std::endl;
  return status;
}

/// "file system: <path>: expected …, found <what the system says>; …"
std::string text_of(const std::filesystem::filesystem_error& error) {
  return InputError("file system", error.path1().string(), "a path that can be used",
                    error.code().message(), "check the name and the permissions")
      .what();
}

std::string text_of(const std::system_error& error) {
  return InputError("system", "limits of this process", "room for what the program needs",
                    error.code().message(), "raise the limit (ulimit -a), or ask for less at once")
      .what();
}

constexpr const char* what_holds_for_all =
    "\n\nNumbers are decimal: 064 is 64.\n"
    "Status: 0 done; 1 done, and the answer is no: files differ, a comparison fails, an accuracy was "
    "not\nreached; 2 not done, or not printed: the command line, a file, or what the machine has room "
    "for;\n3 a number became infinite or not a number. With 2 and 3, one line says what and where.";

/// Every program's help ends with this, and every number is one of add_number: CLI11 takes 064 for 52,
/// and nothing for 0.
void prepare(CLI::App& app) {
  app.footer(app.get_footer() + what_holds_for_all);
  for (const CLI::Option* option : app.get_options()) {
    const std::string type = option->get_type_name();
    assert(type != "INT" && type != "UINT" && type != "FLOAT");
  }
  for (CLI::App* part : app.get_subcommands([](CLI::App*) { return true; })) prepare(*part);
}

/// The body between both ends of standard output: a report that is lost is an error, whatever the
/// body found.
int run_body(const std::function<int()>& body) {
  const int status = body();
  check_standard_output();
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
  add_number(app, "--threads", choice->threads, {1, most_threads}, "Threads of a run; same bits")
      ->capture_default_str();
  app.parse_complete_callback(
      [choice] { configure_arithmetic(choice->gemm, choice->simd, choice->threads); });
}

int run_program(CLI::App& app, int argc, const char* const* argv,
                const std::function<int()>& body) {
  // A file over the shell's limit (ulimit -f), or a reader that has gone, is an error of write, not
  // the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGCHLD, SIG_DFL);  // who started us may ignore it: then nobody learns how a child ended
  open_standard_streams();
  prepare(app);
  try {
    try {
      app.parse(argc, argv);
    } catch (const CLI::Success& help) {
      return run_body([&] { return app.exit(help); });  // --help: prints it, status 0
    }
    return run_body(body);
  } catch (const CLI::ParseError& error) {
    return report(app, std::string(error.what()) + "; see --help", bad_input);
  } catch (const InputError& error) {
    return report(app, error.what(), bad_input);
  } catch (const NonFiniteError& error) {
    return report(app, error.what(), non_finite);
  } catch (const std::bad_alloc&) {
    return report(app, "not enough memory; ask for less at once", bad_input);
  } catch (const std::filesystem::filesystem_error& error) {
    return report(app, text_of(error), bad_input);
  } catch (const std::system_error& error) {
    return report(app, text_of(error), bad_input);
  } catch (const std::exception& error) {
    return report(app, std::string("not foreseen: ") + error.what(), bad_input);
  }
}

}  // namespace caldera
