#include "experiments/study/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

void add_flag(CLI::App& app, Parameter& flag) {
  app.add_flag_callback(
      flag.name,
      [&flag] {
        flag.is_given = true;
        flag.take({});
      },
      flag.text);
}

void add_option(CLI::App& app, Parameter& parameter) {
  const CLI::callback_t take = [&parameter](const CLI::results_t& given) {
    parameter.is_given = true;
    parameter.take(given);
    return true;
  };
  CLI::Option* const option = app.add_option(parameter.name, take, parameter.text);
  option->type_name(parameter.kind)->required(parameter.is_required);
  if (!parameter.usual.empty()) option->default_str(parameter.usual);
  if (parameter.takes_several)
    option->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args(!parameter.is_repeated);
  if (!parameter.excluded.empty()) option->excludes(app.get_option(parameter.excluded));
}

void add_all(CLI::App& app, std::deque<Parameter>& parameters) {
  for (Parameter& parameter : parameters)
    parameter.kind.empty() ? add_flag(app, parameter) : add_option(app, parameter);
}

}  // namespace

Parameter& CommandLine::insert(Parameter parameter) {
  assert(std::ranges::find(parameters_, parameter.name, &Parameter::name) == parameters_.end());
  return parameters_.emplace_back(std::move(parameter));
}

void CommandLine::add_profile(std::string& profile) {
  profile_ = &profile;
  add("--profile", profile, "smoke, study or paper");
  when_parsed([&profile] { of_profile(profile, 0, 0, 0); });  // refuses another name
}

bool CommandLine::has(const std::string& name) const {
  const auto found = std::ranges::find(parameters_, name, &Parameter::name);
  assert(found != parameters_.end());
  return found->is_given;
}

bool CommandLine::parse(const std::vector<std::string>& words) {
  CLI::App app;
  add_all(app, parameters_);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    return false;
  } catch (const CLI::ParseError& error) {
    throw InputError(std::string(error.what()) + "; see --help");
  }
  for (const auto& action : actions_) action();
  return true;
}

std::string CommandLine::help(const std::string& name, const std::string& summary,
                              const std::string& footer) {
  CLI::App app(summary, name);
  add_all(app, parameters_);
  app.footer(footer);
  return app.help();
}

}  // namespace caldera
