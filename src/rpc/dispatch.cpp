#include "rpc/dispatch.h"

#include <algorithm>

#include "base/log.h"
#include "rpc/frozen.h"
#include "rpc/method_table.h"
#include "rpc/outcome.h"
#include "rpc/prepared.h"
#include "rpc/rate_cost.h"
#include "tl/api.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::rpc {

namespace {

constexpr std::int32_t kFilePieceMax = 1 << 20;  // bytes of an answer of upload.getFile

// Whatever the error is named here, frozen_method_invalid() is what the caller gets.
template <class Call>
Result<void> check_frozen(Call& call, store::Transaction& tx) {
  call.frozen = is_closed_to_the_frozen(*call.method, call.query) && is_frozen(tx, call.caller.user);
  if (call.frozen) return fail(Err::USER_DEACTIVATED);
  return {};
}

}  // namespace

// One request on its way; touched by one thread at a time.
struct Dispatcher::Call {
  Incoming request;
  Answered answer;
  std::shared_ptr<Session> session;
  Unwrapped unwrapped;
  Caller caller;
  const Method* method = nullptr;
  std::uint32_t request_id = 0;
  std::int32_t newest_line = 0;
  tl::AnyBox query;
  std::optional<Prepared> prepared;
  tl::Writer reply;
  std::int32_t told_pts = 0;
  bool frozen = false;  // refused for that
  Lease lease;          // of memory for the answer, or for the request

  // With an empty reply, for a command may run again. Before its first invokeWithLayer a key has no layer;
  // what it may ask then is the same in all of them.
  Context start(const Services& services) {
    reply = tl::Writer(caller.layer == 0 ? tl::Layer() : tl::Layer(caller.layer));
    return {.caller = caller,
            .services = services,
            .now = services.clock.unix_seconds(),
            .request_id = request_id,
            .prepared = prepared ? &*prepared : nullptr};
  }
};

Bytes encode_error(const Error& error) {
  tl::mt_rpc_error body;
  body.error_code = error.code();
  body.error_message = error.text();
  return tl::to_bytes(body).value();
}

void Dispatcher::dispatch(Incoming request, Answered answer) {
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->answer = std::move(answer);
  call->session = session_of(call->request.session);

  auto unwrapped = unwrap(call->request.body);
  if (!unwrapped) return finish(call, std::unexpected(unwrapped.error()));
  call->unwrapped = *std::move(unwrapped);
  switch (take_turn(call)) {
    case Turn::now:
      return begin(call);
    case Turn::later:
      return;
    case Turn::refused:
      return finish(call, fail(Err::FLOOD_WAIT_X, 1));
  }
}

Dispatcher::Turn Dispatcher::take_turn(const CallPtr& call) {
  const std::lock_guard lock(call->session->mutex);
  auto& order = call->session->order;
  if (order.size() >= kInFlightMax) return Turn::refused;
  const auto go = [this, call](bool dependency_failed) {
    if (dependency_failed) return finish(call, fail(Err::MSG_WAIT_FAILED));
    begin(call);
  };
  if (order.hold(call->request.msg_id, call->unwrapped.after, go)) return Turn::later;
  order.started(call->request.msg_id);
  return Turn::now;
}

void Dispatcher::begin(const CallPtr& call) {
  parts_.keys.resolve(call->request.session.auth_key, [this, call](Result<ResolvedKey> key) {
    if (!key) return finish(call, std::unexpected(key.error()));
    Caller& caller = call->caller;
    caller.session = call->request.session.session;
    caller.msg_id = call->request.msg_id;
    caller.dc = key->dc;
    caller.ip = call->request.ip;
    caller.wants_updates = call->unwrapped.wants_updates;
    if (key->temporary) caller.temp_key = key->wire_key;
    if (key->state != nullptr) {
      caller.auth_key = key->state->auth_key;
      remember_client(*call, *key);
      const std::lock_guard lock(key->state->mutex);
      caller.user = key->state->user;
      caller.client = key->state->client;
    } else if (call->unwrapped.layer) {
      caller.client.layer = *call->unwrapped.layer;
    }
    caller.layer = caller.client.layer;
    if (auto admitted = admit(*call); !admitted) return finish(call, admitted);
    settle_layer(*call, key->state.get());
    note_key(*call);
    run(call);
  });
}

void Dispatcher::note_key(const Call& call) {
  const Caller& caller = call.caller;
  {
    const std::lock_guard lock(call.session->mutex);
    call.session->key = caller.auth_key;
    if (caller.user == 0 || !caller.wants_updates) return;
    if (call.session->joined_user == caller.user && call.session->joined_layer == caller.layer) return;
    call.session->joined_user = caller.user;
    call.session->joined_layer = caller.layer;
  }
  parts_.wants_updates(call.request.session, caller.user, caller.layer);
}

// The gate: is the method served, does the request decode, may this caller ask, and not too often?
Result<void> Dispatcher::admit(Call& call) {
  tl::Reader reader(call.unwrapped.query);
  call.request_id = reader.peek_id();
  TRY_ASSIGN(call.query, tl::decode_method(reader));
  call.newest_line = reader.newest_line();
  call.method = find_method(call.query.index());
  if (call.method == nullptr) return fail(Err::METHOD_INVALID);
  const Caller& caller = call.caller;
  if (caller.auth_key == 0 && call.query.index() != tl::auth_bindTempAuthKey::kIndex) {
    return fail(Err::AUTH_KEY_PERM_EMPTY);
  }
  if (caller.layer == 0 && caller.auth_key != 0) return fail(Err::CONNECTION_NOT_INITED);
  if (call.method->auth == Auth::user && caller.user == 0) return fail(Err::AUTH_KEY_UNREGISTERED);

  const auto rate_class = kRateNames[static_cast<std::size_t>(call.method->rate)];
  const auto who = static_cast<std::uint64_t>(caller.user != 0 ? caller.user : caller.auth_key);
  const auto cost = cost_of(call.query);
  TRY(parts_.rates.take(rate_class, who, cost));
  // Before sign-in a new key costs nothing, so the address pays as well.
  if (caller.user == 0) TRY(parts_.rates.take(rate_class, std::hash<std::string>{}(caller.ip), cost));
  return {};
}

// In which layer the call is answered and its session told.
void Dispatcher::settle_layer(Call& call, KeyState* key) {
  auto& layer = call.caller.layer;
  if (layer == 0) return;
  auto newest = call.newest_line;
  if (key != nullptr) {
    const std::lock_guard lock(key->mutex);
    newest = key->newest_line = std::max(newest, key->newest_line);
  }
  layer = tl::settle_layer(layer, newest);
}

void Dispatcher::remember_client(const Call& call, const ResolvedKey& key) {
  if (!call.unwrapped.layer && !call.unwrapped.client) return;
  ClientInfo told;
  {
    const std::lock_guard lock(key.state->mutex);
    told = key.state->client;
    if (call.unwrapped.client) told = *call.unwrapped.client;
    told.layer = call.unwrapped.layer.value_or(key.state->client.layer);
    if (told == key.state->client) return;
    key.state->client = told;
  }
  const auto now = parts_.services.clock.unix_seconds();
  parts_.store.write(
      [id = key.state->auth_key, told, ip = call.request.ip, now](store::Transaction& tx) -> Result<void> {
        store::set_auth_key_client(tx, id, told);
        store::set_auth_key_active(tx, id, ip, now);
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("rpc: a client's description was not stored error={}", result.error().text());
      });
}

void Dispatcher::run(const CallPtr& call) {
  const Method& method = *call->method;
  if (method.prepare != nullptr && method.names_uploads(*call->query.get())) return prepare(call);
  execute(call);
}

void Dispatcher::prepare(const CallPtr& call) {
  const auto work = [this, call](Context& context) -> Result<void> {
    TRY_ASSIGN(call->prepared, call->method->prepare(context, parts_.store, *call->query.get()));
    return {};
  };
  on_worker(call, parts_.file_workers, work, [this, call](const Result<void>& result) {
    if (!result) return finish(call, result);
    execute(call);
  });
}

void Dispatcher::on_worker(const CallPtr& call, WorkerPool& workers,
                           std::function<Result<void>(Context&)> work,
                           std::function<void(const Result<void>&)> then) {
  const bool queued = workers.post([this, call, work = std::move(work), then = std::move(then)] {
    Result<void> result = fail(Err::INTERNAL);
    try {
      Context context = call->start(parts_.services);
      result = work(context);
    } catch (const std::exception& exception) {
      log::error("rpc: exception method={} what={}", call->method->name, exception.what());
    }
    then(result);
  });
  if (!queued) finish(call, fail(Err::OVERLOADED));
}

void Dispatcher::execute(const CallPtr& call) {
  const auto in_transaction = [this, call](store::Transaction& tx) -> Result<void> {
    Context context = call->start(parts_.services);
    if (call->method->tx == Tx::write) TRY(check_frozen(*call, tx));
    auto result = call->method->run_in_transaction(context, tx, *call->query.get(), call->reply);
    call->told_pts = context.told_pts;
    return result;
  };
  const auto done = [this, call](Result<void> result) { finish(call, result); };
  switch (call->method->tx) {
    case Tx::none: {
      Context context = call->start(parts_.services);
      return finish(call, call->method->run_inline(context, *call->query.get(), call->reply));
    }
    case Tx::read:
      return parts_.store.read(in_transaction, done);
    case Tx::write:
      return parts_.store.write(in_transaction, done);
    case Tx::blocking:
      return run_on_worker(call, parts_.workers);
    case Tx::files:
      return run_with_files(call);
  }
}

// Pieces of files are large, and there may be many at once: those to be sent wait for their turn, before they
// are read; those that come are refused for a moment.
void Dispatcher::run_with_files(const CallPtr& call) {
  const auto run = [this, call](Lease lease) {
    call->lease = std::move(lease);
    run_on_worker(call, parts_.file_workers);
  };
  const auto user = call->caller.user;
  if (const auto* piece = call->query.as<tl::upload_getFile>()) {
    const auto size = std::clamp(piece->limit, 0, kFilePieceMax);
    if (!parts_.downloads.acquire(user, size, run)) finish(call, fail(Err::FLOOD_WAIT_X, 1));
    return;
  }
  auto lease = parts_.uploads.try_acquire(user, static_cast<std::int64_t>(call->request.body.size()));
  if (lease == nullptr) return finish(call, fail(Err::FLOOD_WAIT_X, 1));
  run(std::move(lease));
}

void Dispatcher::run_on_worker(const CallPtr& call, WorkerPool& workers) {
  const auto work = [this, call](Context& context) -> Result<void> {
    if (call->method->tx == Tx::blocking)
      TRY(read(parts_.store, [&](store::Transaction& tx) { return check_frozen(*call, tx); }));
    return call->method->run_blocking(context, parts_.store, *call->query.get(), call->reply);
  };
  on_worker(call, workers, work, [this, call](const Result<void>& result) { finish(call, result); });
}

void Dispatcher::finish(const CallPtr& call, Result<void> result) {
  if (!result && result.error().code() == 500) {
    log::error("rpc: failed method={} error={} msg_id={}", call->method != nullptr ? call->method->name : "-",
               result.error().text(), call->request.msg_id);
  }
  const bool piece = call->query.is<tl::upload_getFile>();
  call->answer({result         ? call->reply.take()
                : call->frozen ? frozen_method_invalid()
                               : encode_error(result.error()),
                piece && result ? std::move(call->lease) : nullptr});
  call->lease.reset();
  if (result && call->told_pts != 0 && call->caller.wants_updates) {
    parts_.told(call->request.session, call->caller.user, call->told_pts);
  }
  std::vector<CallOrder::Released> released;
  {
    const std::lock_guard lock(call->session->mutex);
    released = call->session->order.finished(call->request.msg_id, !result);
  }
  for (auto& next : released) next.go(next.dependency_failed);
}

std::shared_ptr<Dispatcher::Session> Dispatcher::session_of(const SessionKey& key) {
  Shard& shard = shards_[SessionHash{}(key) % shards_.size()];
  const std::lock_guard lock(shard.mutex);
  auto& session = shard.sessions[key];
  if (session == nullptr) session = std::make_shared<Session>();
  return session;
}

Dispatcher::Joined Dispatcher::forget_session(const SessionKey& key) {
  Shard& shard = shards_[SessionHash{}(key) % shards_.size()];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.sessions.extract(key);
  if (found.empty()) return {key, 0};
  const std::lock_guard session_lock(found.mapped()->mutex);
  return {key, found.mapped()->joined_user};
}

UserId Dispatcher::user_of(const SessionKey& key) {
  Shard& shard = shards_[SessionHash{}(key) % shards_.size()];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.sessions.find(key);
  if (found == shard.sessions.end()) return 0;
  const std::lock_guard session_lock(found->second->mutex);
  return found->second->joined_user;
}

std::vector<SessionKey> Dispatcher::sessions_of(AuthKeyId key) {
  std::vector<SessionKey> found;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [address, session] : shard.sessions) {
      const std::lock_guard session_lock(session->mutex);
      if (session->key == key) found.push_back(address);
    }
  }
  return found;
}

std::vector<Dispatcher::Joined> Dispatcher::take_strangers(AuthKeyId key, UserId user) {
  std::vector<Joined> strangers;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [address, session] : shard.sessions) {
      const std::lock_guard session_lock(session->mutex);
      if (session->key != key || session->joined_user == 0 || session->joined_user == user) continue;
      strangers.push_back({address, session->joined_user});
      session->joined_user = 0;
    }
  }
  return strangers;
}

}  // namespace botschaft::rpc
