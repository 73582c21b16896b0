-- The gate's look-up inside nginx: may this host be served as this product?
--
--   gate = require("openbeian").open("/var/lib/openbeian/gate")           once, in init_by_lua_block
--   local passes, status, reason = gate:ask(ngx.var.host, "cdn_mainland")
--
-- `passes` is true or false, or nil in doubt: a host that is not plain, no store, a damaged or an old
-- one. Then ask the gate itself. It reads the store that the gate reads (formats: gate/header.py and
-- gate/records.py), in each worker over the same memory, and gives no answer that the gate would not.
--
-- Debian: libnginx-mod-http-lua, liblmdb0, lua-cjson. The workers' user shares the store's group, as
-- it registers its readers in the lock file.

local ffi = require("ffi")
local cjson = require("cjson.safe")

ffi.cdef([[
typedef struct { size_t mv_size; void *mv_data; } MDB_val;
typedef struct { unsigned int psize, depth; size_t branch, leaf, overflow, entries; } MDB_stat;
typedef struct {
  void *mapaddr; size_t mapsize, last_pgno, last_txnid; unsigned int maxreaders, numreaders;
} MDB_envinfo;
typedef struct MDB_env MDB_env;
typedef struct MDB_txn MDB_txn;
int mdb_env_create(MDB_env **env);
int mdb_env_set_mapsize(MDB_env *env, size_t size);
int mdb_env_open(MDB_env *env, const char *path, unsigned int flags, unsigned int mode);
int mdb_env_stat(MDB_env *env, MDB_stat *stat);
int mdb_env_info(MDB_env *env, MDB_envinfo *info);
void mdb_env_close(MDB_env *env);
int mdb_txn_begin(MDB_env *env, MDB_txn *parent, unsigned int flags, MDB_txn **txn);
size_t mdb_txn_id(MDB_txn *txn);
int mdb_txn_renew(MDB_txn *txn);
void mdb_txn_reset(MDB_txn *txn);
void mdb_txn_abort(MDB_txn *txn);
int mdb_dbi_open(MDB_txn *txn, const char *name, unsigned int flags, unsigned int *dbi);
int mdb_get(MDB_txn *txn, unsigned int dbi, MDB_val *key, MDB_val *data);
unsigned long crc32(unsigned long crc, const void *octets, unsigned int length);
typedef struct { long seconds; long nanoseconds; } openbeian_time;
int clock_gettime(int clock, openbeian_time *time);
long readlink(const char *path, char *target, size_t size);
typedef struct __attribute__((packed)) {
  char magic[4]; uint16_t version; char store[16]; int64_t built_at, as_of, ahead;
  uint64_t position; char hash[32], vocabulary[32]; uint32_t checksum;
} openbeian_header;
typedef struct __attribute__((packed)) {
  uint8_t reason, form; uint16_t character; int64_t ends_at; uint16_t length;
} openbeian_phase;
]])

local lmdb = ffi.load("liblmdb.so.0")
local zlib = ffi.load("libz.so.1")

local NOSUBDIR, READ_ONLY, NO_TLS, NO_READAHEAD = 0x4000, 0x20000, 0x200000, 0x800000
local NOT_FOUND = -30798
local LARGEST = 64 * 1024 ^ 3
local SOUND = 0x2144DF1C -- the CRC-32 of whatever ends with its own
local VERSION = 2
local ENDS = 2
local HEAD, FOLLOWED, CHECKSUM = 4, 14, 4 -- octets of a phase before its lines, and of the last
local LOOK_AGAIN = 0.2 -- seconds between two looks for a newer generation
local SECOND = 1e6
local LONGEST = 63
local MOST_LABELS = 6 -- no registrable domain has more
local LETTER, HYPHEN, DOT = 1, 2, 3
local CLASS = {[45] = HYPHEN, [46] = DOT}
for octet = 48, 57 do CLASS[octet] = LETTER end
for octet = 97, 122 do CLASS[octet] = LETTER end

local octets = ffi.typeof("const char *")
local header_at = ffi.typeof("const openbeian_header *")
local phase_at = ffi.typeof("const openbeian_phase *")
local time = ffi.new("openbeian_time")
local key, value = ffi.new("MDB_val"), ffi.new("MDB_val")

local Gate = {}
Gate.__index = Gate

-- Microseconds since 1970 UTC; a double holds them until the year 2255.
local function now()
  ffi.C.clock_gettime(0, time)
  return tonumber(time.seconds) * SECOND + math.floor(tonumber(time.nanoseconds) / 1000)
end

local function current(folder)
  local target = ffi.new("char[256]")
  local length = tonumber(ffi.C.readlink(folder .. "/current", target, 256))
  return length > 0 and ffi.string(target, length) or nil
end

-- The name of the note by which a gate tells the feed that a generation is damaged.
local function damage(folder, name)
  return folder .. "/" .. name:gsub("^store%-", "damaged-"):gsub("%.lmdb$", "")
end

-- The size of a file, or nil where there is none.
local function size_of(path)
  local file = io.open(path, "rb")
  local size = file and file:seek("end")
  if file then file:close() end
  return size
end

local function sound(from, length, start)
  return tonumber(zlib.crc32(start or 0, from, length)) == SOUND
end

-- Read the value under a key of ours, within the transaction.
local function own(store, name)
  key.mv_data, key.mv_size = ffi.cast("void *", octets(name)), #name
  if lmdb.mdb_get(store.txn, store.dbi, key, value) ~= 0 then return nil end
  return value
end

-- Read the header; nil for one that is no header of this version.
local function read_header(store)
  local found = own(store, "\0header")
  if not found or found.mv_size ~= ffi.sizeof("openbeian_header") then return nil end
  local header = ffi.cast(header_at, found.mv_data)
  if header.version ~= VERSION or not sound(found.mv_data, tonumber(found.mv_size)) then
    return nil
  end
  store.as_of, store.ahead = tonumber(header.as_of), tonumber(header.ahead)
  store.known = tonumber(lmdb.mdb_txn_id(store.txn))
  return store
end

-- Read the reasons by their numbers, and which statuses each product accepts.
local function read_vocabulary(store)
  local found = own(store, "\0vocabulary")
  local said = found and cjson.decode(ffi.string(found.mv_data, found.mv_size))
  if not said then return nil end
  store.reasons, store.accepted = {}, {}
  for place, reason in ipairs(said.reasons) do
    store.reasons[place - 1] = reason
    if reason.code == said.absent then store.absent = reason end
  end
  for product, statuses in pairs(said.products) do
    store.accepted[product] = {}
    for _, status in ipairs(statuses) do store.accepted[product][status] = true end
  end
  return store
end

local function close(store)
  if store.txn then lmdb.mdb_txn_abort(store.txn) end
  if store.env then lmdb.mdb_env_close(store.env) end
end

-- Refuse a file that was cut off: reading past its end would end the worker.
local function is_whole(env, path)
  local stat, info = ffi.new("MDB_stat"), ffi.new("MDB_envinfo")
  lmdb.mdb_env_stat(env, stat)
  lmdb.mdb_env_info(env, info)
  return (size_of(path) or 0) >= (tonumber(info.last_pgno) + 1) * stat.psize
end

-- Open a generation with one read transaction, which every look renews; nil for what is none.
local function open_generation(folder, name)
  local path, env, txn = folder .. "/" .. name, ffi.new("MDB_env *[1]"), ffi.new("MDB_txn *[1]")
  local dbi = ffi.new("unsigned int[1]")
  local flags = NOSUBDIR + READ_ONLY + NO_TLS + NO_READAHEAD
  lmdb.mdb_env_create(env)
  lmdb.mdb_env_set_mapsize(env[0], LARGEST)
  local store = {name = name, env = env[0]}
  if lmdb.mdb_env_open(env[0], path, flags, 432) == 0 and is_whole(env[0], path)
      and lmdb.mdb_txn_begin(env[0], nil, READ_ONLY, txn) == 0 then
    store.txn = txn[0]
    if lmdb.mdb_dbi_open(txn[0], nil, 0, dbi) == 0 then
      store.dbi = dbi[0]
      if read_header(store) and read_vocabulary(store) then
        lmdb.mdb_txn_reset(txn[0])
        return store
      end
    end
  end
  close(store)
  return nil
end

-- Where the last labels of a plain host begin, two of them first; nil for a host that is not plain.
local starts = {}
local function labels_of(host)
  local length, count, right = #host, 0, DOT
  if length > LONGEST or length < 3 or string.byte(host, length) < 97 then return nil end
  for at = length, 1, -1 do
    local class = CLASS[string.byte(host, at)]
    if not class or (class ~= LETTER and right == DOT) or (class == DOT and right == HYPHEN) then
      return nil
    end
    if class == DOT then
      if count > 0 and count < MOST_LABELS then starts[count] = at end
      count = count + 1
    end
    right = class
  end
  if right ~= LETTER or count == 0 then return nil end
  if count < MOST_LABELS then
    starts[count] = 0
    return count
  end
  return MOST_LABELS - 1
end

-- The reason that holds at a moment by a record; nil for one that was not written under its key.
local function reason_at(store, at)
  local record, size = ffi.cast(octets, value.mv_data), tonumber(value.mv_size)
  local start = zlib.crc32(0, key.mv_data, tonumber(key.mv_size))
  if size < HEAD + CHECKSUM or not sound(record, size, start) then return nil end
  local place = 0
  while true do
    local phase = ffi.cast(phase_at, record + place)
    if bit.band(phase.form, ENDS) == 0 or at < tonumber(phase.ends_at) then
      return store.reasons[phase.reason]
    end
    place = place + FOLLOWED + phase.length
    if place + HEAD + CHECKSUM > size then return nil end
  end
end

-- The reason for a host whose last labels begin at `starts`; nil where the store cannot be believed.
local function look_up(store, host, labels, at)
  local from, length = octets(host), #host
  for label = 1, labels do
    key.mv_data = ffi.cast("void *", from + starts[label])
    key.mv_size = length - starts[label]
    local found = lmdb.mdb_get(store.txn, store.dbi, key, value)
    if found == 0 then return reason_at(store, at) end
    if found ~= NOT_FOUND then return nil end
  end
  return store.absent
end

-- Let go of a store that turned out damaged, and leave word of it for the feed.
local function give_up(gate)
  local note = io.open(damage(gate.folder, gate.store.name), "a")
  if note then note:close() end
  close(gate.store)
  gate.store = nil
end

local function look_for_newer(gate)
  local name = current(gate.folder)
  if gate.store and gate.store.name == name then return end
  if gate.store then close(gate.store) end
  gate.store = nil
  if name and not size_of(damage(gate.folder, name)) then
    gate.store = open_generation(gate.folder, name)
  end
end

-- Return whether a product accepts a host, its status and its reason's code; nil in doubt.
function Gate:ask(host, product)
  if ngx.now() >= self.look_at then
    self.look_at = ngx.now() + LOOK_AGAIN
    look_for_newer(self)
  end
  local store, labels = self.store, labels_of(host or "")
  local accepted = store and store.accepted[product]
  if not accepted or not labels then return nil end
  local reason
  local renewed = lmdb.mdb_txn_renew(store.txn) == 0
  if renewed and (tonumber(lmdb.mdb_txn_id(store.txn)) == store.known or read_header(store)) then
    local at = now() + store.ahead
    if at - store.as_of > self.old_after and not self.however_old then
      lmdb.mdb_txn_reset(store.txn)
      return nil
    end
    reason = look_up(store, host, labels, at)
  end
  if renewed then lmdb.mdb_txn_reset(store.txn) end
  if not reason then
    give_up(self)
    return nil
  end
  return accepted[reason.status] or false, reason.status, reason.code
end

-- Open a folder. After `old_after` seconds (900) for which nobody vouched for data it is too old;
-- with `however_old` it counts all the same, as it does for the gate with OPENBEIAN_GATE_OPEN_FOR.
-- LMDB allows a process to open a file once, so a folder is opened once.
local opened = {}
local function open(folder, options)
  assert(not opened[folder], "this folder is open already")
  opened[folder] = true
  options = options or {}
  return setmetatable({
    folder = folder,
    old_after = (options.old_after or 900) * SECOND,
    however_old = options.however_old or false,
    look_at = 0,
  }, Gate)
end

return {open = open}
