#include "server/cli.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>

#include "http/well_known.h"
#include "mtproto/server_keys.h"
#include "net/admin_socket.h"
#include "server/admin.h"
#include "server/config.h"
#include "server/files.h"
#include "server/log_command.h"
#include "server/methods_command.h"
#include "server/probe_command.h"
#include "server/proxy_secret.h"
#include "server/serve.h"
#include "server/version.h"
#include "store/data_directory.h"
#include "store/sqlite/open.h"
#include "tl/layer.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

// What the command line says; each command reads its own part.
struct Arguments {
  std::string data;
  bool json = false;
  std::string config_file;
  ServeFlags serve;
  json::object admin;  // request of an admin command
  std::string address, name, user, note;
  int uses = 1;
  int days = 7;
  bool reference = false;
  bool list = false;
  bool dry_run = false;
  LogQuestion log;
  std::vector<std::string> roles, scopes;
  std::int64_t person = 0;
  std::string file, issuer;
  bool any_of_subject = false;
};

int fail_with(const Arguments& args, std::string_view sentence) {
  if (args.json)
    std::cout << json::serialize(json::object{{"error", sentence}}) << "\n";
  else
    std::cerr << "botschaft: " << sentence << "\n";
  return 1;
}

std::expected<Config, std::string> config_of(const Arguments& args) {
  auto config = args.config_file.empty() ? read_config_of(args.data) : read_config(args.config_file);
  if (config) config->data = args.data;
  return config;
}

// Prints one object as "key: value" lines, a list as one such line for each member.
void print_plain(const json::value& value) {
  const auto text = [](const json::value& v) {
    return v.is_string() ? std::string(v.get_string()) : json::serialize(v);
  };
  if (const auto* list = value.if_array()) {
    for (const auto& item : *list) {
      std::string line;
      for (const auto& [key, field] : item.as_object()) {
        const auto shown = text(field);
        if (!shown.empty())
          line += fmt::format("{}{}: {}", line.empty() ? "" : "  ", std::string(key), shown);
      }
      std::cout << line << "\n";
    }
    if (list->empty()) std::cout << "none\n";
    return;
  }
  for (const auto& [key, field] : value.as_object()) std::cout << key << ": " << text(field) << "\n";
}

int show(const Arguments& args, const json::value& value) {
  const auto* object = value.if_object();
  const auto* error = object ? object->if_contains("error") : nullptr;
  if (error && error->is_string()) return fail_with(args, std::string(error->get_string()));
  if (args.json)
    std::cout << json::serialize(value) << "\n";
  else
    print_plain(value);
  return 0;
}

// Inside the running server if there is one, so that it knows of the change; else on the database itself.
int run_admin(const Arguments& args, const json::object& request) {
  std::error_code ignored;
  if (!std::filesystem::exists(args.data, ignored))
    return fail_with(args, fmt::format("{} does not exist", args.data));
  if (const auto answer =
          net::ask_admin_socket(std::filesystem::path(args.data) / "admin.sock", json::serialize(request)))
    return show(args, json::parse(*answer));
  const auto config = config_of(args);
  if (!config) return fail_with(args, config.error());
  auto store = store::open_sqlite({.directory = args.data});
  if (!store) return fail_with(args, store.error());
  const auto files = open_files(*config);
  if (!files) return fail_with(args, files.error());
  blob::Pins pins;
  const auto base_url = config->base_url.empty() ? "http://" + config->listen : config->base_url;
  return show(args, administer({**store, system_clock(), system_random(), base_url, *files->blobs,
                                *files->uploads, pins},
                               request));
}

int show_keys(const Arguments& args) {
  const auto directory = store::DataDirectory::open(args.data, store::Access::shared);
  if (!directory) return fail_with(args, directory.error());
  const auto config = config_of(args);
  if (!config) return fail_with(args, config.error());
  const auto keys = mtproto::ServerKeys::load_or_create(args.data);
  if (!keys) return fail_with(args, keys.error());
  const auto secret = load_or_create_proxy_secret(args.data, system_random());
  if (!secret) return fail_with(args, secret.error());
  json::object out{{"pem", keys->rsa().public_pem()},
                   {"fingerprint", keys->fingerprint_hex()},
                   {"mtproxy_secret", to_hex(*secret)}};
  if (const auto listen = parse_listen(config->listen))
    out["proxy"] = http::proxy_link(config->public_ip.empty() ? listen->host : config->public_ip,
                                    listen->port, to_hex(*secret));
  return show(args, out);
}

int check(const Arguments& args) {
  if (args.reference) {
    std::cout << config_reference();
    return 0;
  }
  const auto config = config_of(args);
  if (!config) return fail_with(args, config.error());
  const auto wrong = check_config(*config);
  const auto missing = desk::missing_settings(config->contact);
  if (args.json) {
    std::cout << json::serialize(json::object{{"ok", wrong.empty()},
                                              {"wrong", json::array(wrong.begin(), wrong.end())},
                                              {"public", is_public(*config)},
                                              {"missing", json::array(missing.begin(), missing.end())}})
              << "\n";
  } else {
    for (const auto& sentence : wrong) std::cerr << "botschaft: " << sentence << "\n";
    if (wrong.empty()) std::cout << "the configuration is in order\n";
    if (wrong.empty() && !missing.empty())
      std::cout << fmt::format("before strangers may sign up: {}\n", fmt::join(missing, ", "));
  }
  return wrong.empty() ? 0 : 1;
}

int show_layers(const Arguments& args) {
  if (args.json) {
    json::array rows;
    for (const auto& layer : tl::kLayers) {
      rows.push_back(json::object{{"layer", layer.number},
                                  {"source", layer.source},
                                  {"constructors", layer.constructors},
                                  {"methods", layer.methods},
                                  {"rules", layer.rules}});
    }
    std::cout << json::serialize(rows) << "\n";
    return 0;
  }
  fmt::print("layer  constructors  methods  rules  source (the numbers: what differs from layer {})\n",
             tl::kCanonicalLayer);
  for (const auto& layer : tl::kLayers) {
    fmt::print("{:>5}  {:>12}  {:>7}  {:>5}  {}\n", layer.number, layer.constructors, layer.methods,
               layer.rules, layer.source);
  }
  return 0;
}

int show_methods(const Arguments& args) {
  if (args.json)
    std::cout << json::serialize(methods_json(args.list)) << "\n";
  else
    std::cout << (args.list ? methods_list() : methods_by_namespace());
  return 0;
}

CLI::App* command(CLI::App& app, Arguments& args, const char* name, const char* meaning,
                  bool needs_data = true) {
  auto* sub = app.add_subcommand(name, meaning);
  auto* data = sub->add_option("--data", args.data, "Data directory");
  if (needs_data) data->required();
  sub->add_flag("--json", args.json, "Machine-readable output");
  return sub;
}

void add_serve(CLI::App& app, Arguments& args) {
  auto* serve = command(app, args, "serve", "Run the server", false);
  serve->add_option("--listen", args.serve.listen, "IP:PORT for all clients (default 127.0.0.1:8080)");
  serve->add_option("--web", args.serve.web, "Folder of the built web client");
  serve->add_option("--config", args.config_file, "Settings, instead of DATA/botschaft.toml");
  serve->add_flag("--dev", args.serve.dev, "For development: without --data, in a temporary directory");
  serve->add_flag("--no-flood-limits", args.serve.no_flood_limits, "For load tests: never answer FLOOD_WAIT");
  serve->add_flag("--force-terminal-codes", args.serve.force_terminal_codes,
                  "Show sign-in codes on the terminal although others can reach the server");
}

void add_users(CLI::App& app, Arguments& args) {
  auto* user = app.add_subcommand("user", "Accounts");
  user->require_subcommand(1);
  auto* add = command(*user, args, "add", "Make an account");
  add->add_option("address", args.address, "Phone number or e-mail address")->required();
  add->add_option("--name", args.name, "First name, and the rest as last name")->required();
  add->callback([&args] {
    const auto space = args.name.find(' ');
    args.admin = {{"command", "user add"},
                  {"address", args.address},
                  {"first_name", args.name.substr(0, space)},
                  {"last_name", space == std::string::npos ? "" : args.name.substr(space + 1)}};
  });
  command(*user, args, "list", "List accounts")->callback([&args] {
    args.admin = {{"command", "user list"}};
  });
  auto* remove = command(*user, args, "delete", "Delete an account and sign its devices out");
  remove->add_option("user", args.user, "Id, phone number, e-mail address or @username")->required();
  remove->callback([&args] { args.admin = {{"command", "user delete"}, {"user", args.user}}; });
}

void add_storage(CLI::App& app, Arguments& args) {
  auto* storage = app.add_subcommand("storage", "Files: what they take, and whether they are all there");
  storage->require_subcommand(1);
  const auto add = [&](const char* name, const char* meaning) {
    auto* sub = command(*storage, args, name, meaning);
    sub->callback([&args, name] {
      args.admin = {{"command", std::string("storage ") + name}, {"dry_run", args.dry_run ? 1 : 0}};
    });
    return sub;
  };
  add("stats", "Numbers and bytes of files and uploads");
  add("verify", "Read every file and compare it with its hash");
  add("gc", "Take away now what nobody has named for a day; the server does so by itself")
      ->add_flag("--dry-run", args.dry_run, "Only say what that would be");
}

void add_admin(CLI::App& app, Arguments& args) {
  command(app, args, "codes", "Sign-in codes that wait to be typed (delivery by terminal)")
      ->callback([&args] { args.admin = {{"command", "codes"}}; });
  auto* invite = command(app, args, "invite", "Make an invitation link, for the sign-up policy `invite`");
  invite->add_option("--uses", args.uses, "For how many people (1)");
  invite->add_option("--days", args.days, "For how long (7)");
  invite->add_option("--note", args.note, "Whom it is for");
  invite->callback([&args] {
    args.admin = {{"command", "invite"}, {"uses", args.uses}, {"days", args.days}, {"note", args.note}};
  });
  add_users(app, args);
  add_storage(app, args);
}

std::string with_commas(const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ",") + word;
  return list;
}

// A certificate is read here, where the operator is, and not where the server runs.
std::string text_of_file(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

CLI::App* desk_command_of(CLI::App& desk, Arguments& args, const char* name, const char* meaning,
                          std::function<void(json::object&)> fill) {
  auto* sub = command(desk, args, name, meaning);
  sub->callback([&args, name, fill = std::move(fill)] {
    args.admin = {{"command", std::string("desk ") + name}, {"person", args.person}};
    fill(args.admin);
  });
  return sub;
}

void add_desk_means(CLI::App& desk, Arguments& args) {
  auto* token =
      desk_command_of(desk, args, "token", "Make a token for a machine of a flagger or an authority",
                      [&args](json::object& request) {
                        request["name"] = args.name;
                        request["scopes"] = with_commas(args.scopes);
                        request["days"] = args.days;
                      });
  token->add_option("person", args.person, "Id, as `desk list` shows it")->required();
  token->add_option("--name", args.name, "Which machine")->required();
  token->add_option("--scope", args.scopes, "notices, orders, reading; may come again")->required();
  token->add_option("--days", args.days, "For how long (7)");
  auto* certificate = desk_command_of(desk, args, "certificate", "Know somebody by a TLS client certificate",
                                      [&args](json::object& request) {
                                        request["pem"] = text_of_file(args.file);
                                        request["any_of_subject"] = args.any_of_subject ? 1 : 0;
                                      });
  certificate->add_option("person", args.person, "Id, as `desk list` shows it")->required();
  certificate->add_option("file", args.file, "The certificate, PEM")->required();
  certificate->add_flag("--any-of-subject", args.any_of_subject,
                        "Also other certificates of its subject by its issuer");
  auto* account = desk_command_of(desk, args, "account", "Let somebody sign in at an OpenID provider",
                                  [&args](json::object& request) {
                                    request["issuer"] = args.issuer;
                                    request["subject"] = args.name;
                                  });
  account->add_option("person", args.person, "Id, as `desk list` shows it")->required();
  account->add_option("--issuer", args.issuer, "Address of the provider")->required();
  account->add_option("--subject", args.name, "Whom it takes them for (claim sub)")->required();
}

void add_desk(CLI::App& app, Arguments& args) {
  auto* desk = app.add_subcommand("desk", "People of the desk");
  desk->require_subcommand(1);
  auto* add = desk_command_of(*desk, args, "add", "Take somebody in, and print the link for their passkey",
                              [&args](json::object& request) {
                                request["name"] = args.name;
                                request["roles"] = with_commas(args.roles);
                              });
  add->add_option("name", args.name, "Name, as the log and the others see it")->required();
  add->add_option(
         "--role", args.roles,
         "moderator, second-reviewer, appeal-reviewer, operator, auditor, officer, flagger; may come "
         "again")
      ->required();
  desk_command_of(*desk, args, "list", "Everybody of the desk", [](json::object&) {});
  for (const auto& [name, meaning] : {std::pair{"invite", "Another link, for another passkey"},
                                      std::pair{"revoke", "Shut somebody out, at once and for good"}})
    desk_command_of(*desk, args, name, meaning, [](json::object&) {})
        ->add_option("person", args.person, "Id, as `desk list` shows it")
        ->required();
  add_desk_means(*desk, args);
}

void add_log(CLI::App& app, Arguments& args) {
  auto* log = app.add_subcommand("log", "The contact log of the desk");
  log->require_subcommand(1);
  auto* verify =
      log->add_subcommand("verify", "Check a log, or a mirror of one, and name the first bad entry");
  verify->add_option("folder", args.log.directory, "Data directory, or folder with checkpoint and tiles")
      ->required();
  verify->add_option("--key", args.log.key, "Public key of the log (name+id+base64), known from elsewhere");
  verify->add_option("--receipt", args.log.receipts, "File with a receipt that must be in the log");
  verify->add_option("--checkpoint", args.log.checkpoints, "File with a checkpoint kept from an earlier day");
  verify->add_option("--mirror", args.log.mirror, "Folder with a mirror to compare with");
  verify->add_flag("--json", args.json, "Machine-readable output");
}

void add_probe(CLI::App& app, Arguments& args) {
  auto* probe = app.add_subcommand(
      "probe", "Do what a stranger does who has the address of a server, and say what is not answered");
  probe->add_option("url", args.address, "https://chat.example")->required();
  probe->add_option("--key", args.log.key,
                    "Public key of its contact log (name+id+base64), known from elsewhere");
  probe->add_flag("--json", args.json, "Machine-readable output");
}

int probe(const Arguments& args) {
  const auto probed = probe_command(args.address, args.log.key, system_clock().unix_seconds());
  const int shown = show(args, probed);
  if (shown != 0) return shown;
  return probed.at("answered").as_bool() ? 0 : 1;
}

int verify_log(const Arguments& args) {
  const auto verified = verify_log_command(args.log, system_clock().unix_seconds());
  const int shown = show(args, verified);
  if (shown != 0) return shown;
  return verified.at("ok").as_bool() ? 0 : 1;
}

int serve(const Arguments& args) {
  auto flags = args.serve;
  flags.data = args.data;
  flags.config_file = args.config_file;
  if (const auto done = serve(flags); !done) return fail_with(args, done.error());
  return 0;
}

}  // namespace

int run(int argc, char** argv) {
  ::umask(077);  // whatever is written is the operator's alone
  CLI::App app("Botschaft: a messenger server that speaks Telegram's protocols", "botschaft");
  app.set_version_flag("--version", fmt::format("botschaft {}", kVersion));
  app.require_subcommand(1);
  Arguments args;
  add_serve(app, args);
  command(app, args, "keys", "Public key, fingerprint and proxy secret");
  app.add_subcommand("layers", "API layers that clients may speak, and how each differs")
      ->add_flag("--json", args.json, "Machine-readable output");
  auto* methods = app.add_subcommand("methods", "Methods of the schema, and which of them are served");
  methods->add_flag("--json", args.json, "Machine-readable output");
  methods->add_flag("--list", args.list, "Every method by name, not only the counts");
  add_admin(app, args);
  add_desk(app, args);
  add_log(app, args);
  add_probe(app, args);
  auto* checking = command(app, args, "check", "Check the settings", false);
  checking->add_option("--config", args.config_file, "Settings, instead of DATA/botschaft.toml");
  checking->add_flag("--reference", args.reference, "Print all settings with their meaning");
  CLI11_PARSE(app, argc, argv);

  if (app.got_subcommand("serve")) return serve(args);
  if (app.got_subcommand("keys")) return show_keys(args);
  if (app.got_subcommand("layers")) return show_layers(args);
  if (app.got_subcommand("methods")) return show_methods(args);
  if (app.got_subcommand("check")) return check(args);
  if (app.got_subcommand("log")) return verify_log(args);
  if (app.got_subcommand("probe")) return probe(args);
  return run_admin(args, args.admin);
}

}  // namespace botschaft::server
