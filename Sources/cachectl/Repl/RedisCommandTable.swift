/// The commands of Redis 7.0.15 with their arguments, a line each: `NAME<tab>ARGUMENTS`. Written by
/// scripts/generate-redis-commands; do not edit. What a server has beyond these is asked of the server.
enum RedisCommandTable {
  static let text = """
    ACL CAT\t[categoryname]
    ACL DELUSER\tusername …
    ACL DRYRUN\tusername command [arg …]
    ACL GENPASS\t[bits]
    ACL GETUSER\tusername
    ACL HELP
    ACL LIST
    ACL LOAD
    ACL LOG\t[count|RESET]
    ACL SAVE
    ACL SETUSER\tusername [rule …]
    ACL USERS
    ACL WHOAMI
    APPEND\tkey value
    ASKING
    AUTH\t[username] password
    BGREWRITEAOF
    BGSAVE\t[SCHEDULE]
    BITCOUNT\tkey [start end [BYTE|BIT]]
    BITFIELD\tkey [GET encoding offset|[OVERFLOW WRAP|SAT|FAIL] <SET encoding offse…
    BITFIELD_RO\tkey [GET encoding offset …]
    BITOP\toperation destkey key …
    BITPOS\tkey bit [start [end [BYTE|BIT]]]
    BLMOVE\tsource destination <LEFT|RIGHT> <LEFT|RIGHT> timeout
    BLMPOP\ttimeout numkeys key … <LEFT|RIGHT> [COUNT count]
    BLPOP\tkey … timeout
    BRPOP\tkey … timeout
    BZMPOP\ttimeout numkeys key … <MIN|MAX> [COUNT count]
    BZPOPMAX\tkey … timeout
    BZPOPMIN\tkey … timeout
    CLIENT CACHING\t<YES|NO>
    CLIENT GETNAME
    CLIENT GETREDIR
    CLIENT HELP
    CLIENT ID
    CLIENT INFO
    CLIENT KILL\t<ip:port|<[ID client-id]|[TYPE NORMAL|MASTER|SLAVE|REPLICA|PUBSUB]|[U…
    CLIENT LIST\t[TYPE NORMAL|MASTER|REPLICA|PUBSUB] [ID client-id …]
    CLIENT NO-EVICT\t<ON|OFF>
    CLIENT PAUSE\ttimeout [WRITE|ALL]
    CLIENT REPLY\t<ON|OFF|SKIP>
    CLIENT SETNAME\tconnection-name
    CLIENT TRACKING\t<ON|OFF> [REDIRECT client-id] [PREFIX prefix …] [BCAST] [OPTIN] [OPTO…
    CLIENT TRACKINGINFO
    CLIENT UNBLOCK\tclient-id [TIMEOUT|ERROR]
    CLIENT UNPAUSE
    CLUSTER ADDSLOTS\tslot …
    CLUSTER ADDSLOTSRANGE\tstart-slot end-slot …
    CLUSTER BUMPEPOCH
    CLUSTER COUNT-FAILURE-REPORTS\tnode-id
    CLUSTER COUNTKEYSINSLOT\tslot
    CLUSTER DELSLOTS\tslot …
    CLUSTER DELSLOTSRANGE\tstart-slot end-slot …
    CLUSTER FAILOVER\t[FORCE|TAKEOVER]
    CLUSTER FLUSHSLOTS
    CLUSTER FORGET\tnode-id
    CLUSTER GETKEYSINSLOT\tslot count
    CLUSTER HELP
    CLUSTER INFO
    CLUSTER KEYSLOT\tkey
    CLUSTER LINKS
    CLUSTER MEET\tip port [cluster_bus_port]
    CLUSTER MYID
    CLUSTER NODES
    CLUSTER REPLICAS\tnode-id
    CLUSTER REPLICATE\tnode-id
    CLUSTER RESET\t[HARD|SOFT]
    CLUSTER SAVECONFIG
    CLUSTER SET-CONFIG-EPOCH\tconfig-epoch
    CLUSTER SETSLOT\tslot <IMPORTING node-id|MIGRATING node-id|NODE node-id|STABLE>
    CLUSTER SHARDS
    COMMAND COUNT
    COMMAND DOCS\t[command-name …]
    COMMAND GETKEYS
    COMMAND GETKEYSANDFLAGS
    COMMAND HELP
    COMMAND INFO\t[command-name …]
    COMMAND LIST\t[FILTERBY MODULE module-name|ACLCAT category|PATTERN pattern]
    CONFIG GET\tparameter …
    CONFIG HELP
    CONFIG RESETSTAT
    CONFIG REWRITE
    CONFIG SET\tparameter value …
    COPY\tsource destination [DB destination-db] [REPLACE]
    DBSIZE
    DEBUG
    DECR\tkey
    DECRBY\tkey decrement
    DEL\tkey …
    DISCARD
    DUMP\tkey
    ECHO\tmessage
    EVAL\tscript numkeys [key …] [arg …]
    EVAL_RO\tscript numkeys [key …] [arg …]
    EVALSHA\tsha1 numkeys [key …] [arg …]
    EVALSHA_RO\tsha1 numkeys [key …] [arg …]
    EXEC
    EXISTS\tkey …
    EXPIRE\tkey seconds [NX|XX|GT|LT]
    EXPIREAT\tkey unix-time-seconds [NX|XX|GT|LT]
    EXPIRETIME\tkey
    FAILOVER\t[TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]
    FCALL\tfunction numkeys [key …] [arg …]
    FCALL_RO\tfunction numkeys [key …] [arg …]
    FLUSHALL\t[ASYNC|SYNC]
    FLUSHDB\t[ASYNC|SYNC]
    FUNCTION DELETE\tlibrary-name
    FUNCTION DUMP
    FUNCTION FLUSH\t[ASYNC|SYNC]
    FUNCTION HELP
    FUNCTION KILL
    FUNCTION LIST\t[LIBRARYNAME library-name-pattern] [WITHCODE]
    FUNCTION LOAD\t[REPLACE] function-code
    FUNCTION RESTORE\tserialized-value [FLUSH|APPEND|REPLACE]
    FUNCTION STATS
    GEOADD\tkey [NX|XX] [CH] longitude latitude member …
    GEODIST\tkey member1 member2 [M|KM|FT|MI]
    GEOHASH\tkey member …
    GEOPOS\tkey member …
    GEOSEARCH\tkey <FROMMEMBER member|FROMLONLAT longitude latitude> <BYRADIUS radiu…
    GEOSEARCHSTORE\tdestination source <FROMMEMBER member|FROMLONLAT longitude latitude>…
    GET\tkey
    GETBIT\tkey offset
    GETDEL\tkey
    GETEX\tkey [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time…
    GETRANGE\tkey start end
    HDEL\tkey field …
    HELLO\t[protover [AUTH username password] [SETNAME clientname]]
    HEXISTS\tkey field
    HGET\tkey field
    HGETALL\tkey
    HINCRBY\tkey field increment
    HINCRBYFLOAT\tkey field increment
    HKEYS\tkey
    HLEN\tkey
    HMGET\tkey field …
    HRANDFIELD\tkey [count [WITHVALUES]]
    HSCAN\tkey cursor [MATCH pattern] [COUNT count]
    HSET\tkey field value …
    HSETNX\tkey field value
    HSTRLEN\tkey field
    HVALS\tkey
    INCR\tkey
    INCRBY\tkey increment
    INCRBYFLOAT\tkey increment
    INFO\t[section …]
    KEYS\tpattern
    LASTSAVE
    LATENCY DOCTOR
    LATENCY GRAPH\tevent
    LATENCY HELP
    LATENCY HISTOGRAM\t[command …]
    LATENCY HISTORY\tevent
    LATENCY LATEST
    LATENCY RESET\t[event …]
    LCS\tkey1 key2 [LEN] [IDX] [MINMATCHLEN len] [WITHMATCHLEN]
    LINDEX\tkey index
    LINSERT\tkey <BEFORE|AFTER> pivot element
    LLEN\tkey
    LMOVE\tsource destination <LEFT|RIGHT> <LEFT|RIGHT>
    LMPOP\tnumkeys key … <LEFT|RIGHT> [COUNT count]
    LOLWUT\t[VERSION version]
    LPOP\tkey [count]
    LPOS\tkey element [RANK rank] [COUNT num-matches] [MAXLEN len]
    LPUSH\tkey element …
    LPUSHX\tkey element …
    LRANGE\tkey start stop
    LREM\tkey count element
    LSET\tkey index element
    LTRIM\tkey start stop
    MEMORY DOCTOR
    MEMORY HELP
    MEMORY MALLOC-STATS
    MEMORY PURGE
    MEMORY STATS
    MEMORY USAGE\tkey [SAMPLES count]
    MGET\tkey …
    MIGRATE\thost port <key|empty_string> destination-db timeout [COPY] [REPLACE]…
    MODULE HELP
    MODULE LIST
    MODULE LOAD\tpath [arg …]
    MODULE LOADEX\tpath [CONFIG name value …] [ARGS arg …]
    MODULE UNLOAD\tname
    MONITOR
    MOVE\tkey db
    MSET\tkey value …
    MSETNX\tkey value …
    MULTI
    OBJECT ENCODING\tkey
    OBJECT FREQ\tkey
    OBJECT HELP
    OBJECT IDLETIME\tkey
    OBJECT REFCOUNT\tkey
    PERSIST\tkey
    PEXPIRE\tkey milliseconds [NX|XX|GT|LT]
    PEXPIREAT\tkey unix-time-milliseconds [NX|XX|GT|LT]
    PEXPIRETIME\tkey
    PFADD\tkey [element …]
    PFCOUNT\tkey …
    PFDEBUG\tsubcommand key
    PFMERGE\tdestkey sourcekey …
    PFSELFTEST
    PING\t[message]
    PSETEX\tkey milliseconds value
    PSUBSCRIBE\tpattern …
    PSYNC\treplicationid offset
    PTTL\tkey
    PUBLISH\tchannel message
    PUBSUB CHANNELS\t[pattern]
    PUBSUB HELP
    PUBSUB NUMPAT
    PUBSUB NUMSUB\t[channel …]
    PUBSUB SHARDCHANNELS\t[pattern]
    PUBSUB SHARDNUMSUB\t[shardchannel …]
    PUNSUBSCRIBE\t[pattern …]
    QUIT
    RANDOMKEY
    READONLY
    READWRITE
    RENAME\tkey newkey
    RENAMENX\tkey newkey
    REPLICAOF\t<host port|NO ONE>
    RESET
    RESTORE\tkey ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ…
    RESTORE-ASKING\tkey ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ…
    ROLE
    RPOP\tkey [count]
    RPUSH\tkey element …
    RPUSHX\tkey element …
    SADD\tkey member …
    SAVE
    SCAN\tcursor [MATCH pattern] [COUNT count] [TYPE type]
    SCARD\tkey
    SCRIPT DEBUG\t<YES|SYNC|NO>
    SCRIPT EXISTS\tsha1 …
    SCRIPT FLUSH\t[ASYNC|SYNC]
    SCRIPT HELP
    SCRIPT KILL
    SCRIPT LOAD\tscript
    SDIFF\tkey …
    SDIFFSTORE\tdestination key …
    SELECT\tindex
    SET\tkey value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-se…
    SETBIT\tkey offset value
    SETEX\tkey seconds value
    SETNX\tkey value
    SETRANGE\tkey offset value
    SHUTDOWN\t[NOSAVE|SAVE] [NOW] [FORCE] [ABORT]
    SINTER\tkey …
    SINTERCARD\tnumkeys key … [LIMIT limit]
    SINTERSTORE\tdestination key …
    SISMEMBER\tkey member
    SLOWLOG GET\t[count]
    SLOWLOG HELP
    SLOWLOG LEN
    SLOWLOG RESET
    SMEMBERS\tkey
    SMISMEMBER\tkey member …
    SMOVE\tsource destination member
    SORT\tkey [BY pattern] [LIMIT offset count] [GET pattern …] [ASC|DESC] [ALP…
    SORT_RO\tkey [BY pattern] [LIMIT offset count] [GET pattern …] [ASC|DESC] [ALP…
    SPOP\tkey [count]
    SPUBLISH\tshardchannel message
    SRANDMEMBER\tkey [count]
    SREM\tkey member …
    SSCAN\tkey cursor [MATCH pattern] [COUNT count]
    SSUBSCRIBE\tshardchannel …
    STRLEN\tkey
    SUBSCRIBE\tchannel …
    SUNION\tkey …
    SUNIONSTORE\tdestination key …
    SUNSUBSCRIBE\t[shardchannel …]
    SWAPDB\tindex1 index2
    SYNC
    TIME
    TOUCH\tkey …
    TTL\tkey
    TYPE\tkey
    UNLINK\tkey …
    UNSUBSCRIBE\t[channel …]
    UNWATCH
    WAIT\tnumreplicas timeout
    WATCH\tkey …
    XACK\tkey group id …
    XADD\tkey [NOMKSTREAM] [<MAXLEN|MINID> [=|~] threshold [LIMIT count]] <*|id…
    XAUTOCLAIM\tkey group consumer min-idle-time start [COUNT count] [JUSTID]
    XCLAIM\tkey group consumer min-idle-time id … [IDLE ms] [TIME unix-time-milli…
    XDEL\tkey id …
    XGROUP CREATE\tkey groupname <id|$> [MKSTREAM] [ENTRIESREAD entries_read]
    XGROUP CREATECONSUMER\tkey groupname consumername
    XGROUP DELCONSUMER\tkey groupname consumername
    XGROUP DESTROY\tkey groupname
    XGROUP HELP
    XGROUP SETID\tkey groupname <id|$> [ENTRIESREAD entries_read]
    XINFO CONSUMERS\tkey groupname
    XINFO GROUPS\tkey
    XINFO HELP
    XINFO STREAM\tkey [FULL [COUNT count]]
    XLEN\tkey
    XPENDING\tkey group [[IDLE min-idle-time] start end count [consumer]]
    XRANGE\tkey start end [COUNT count]
    XREAD\t[COUNT count] [BLOCK milliseconds] STREAMS key … id …
    XREADGROUP\tGROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREA…
    XREVRANGE\tkey end start [COUNT count]
    XSETID\tkey last-id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_en…
    XTRIM\tkey <MAXLEN|MINID> [=|~] threshold [LIMIT count]
    ZADD\tkey [NX|XX] [GT|LT] [CH] [INCR] score member …
    ZCARD\tkey
    ZCOUNT\tkey min max
    ZDIFF\tnumkeys key … [WITHSCORES]
    ZDIFFSTORE\tdestination numkeys key …
    ZINCRBY\tkey increment member
    ZINTER\tnumkeys key … [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]
    ZINTERCARD\tnumkeys key … [LIMIT limit]
    ZINTERSTORE\tdestination numkeys key … [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX]
    ZLEXCOUNT\tkey min max
    ZMPOP\tnumkeys key … <MIN|MAX> [COUNT count]
    ZMSCORE\tkey member …
    ZPOPMAX\tkey [count]
    ZPOPMIN\tkey [count]
    ZRANDMEMBER\tkey [count [WITHSCORES]]
    ZRANGE\tkey start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]
    ZRANGESTORE\tdst src min max [BYSCORE|BYLEX] [REV] [LIMIT offset count]
    ZRANK\tkey member
    ZREM\tkey member …
    ZREMRANGEBYLEX\tkey min max
    ZREMRANGEBYRANK\tkey start stop
    ZREMRANGEBYSCORE\tkey min max
    ZREVRANK\tkey member
    ZSCAN\tkey cursor [MATCH pattern] [COUNT count]
    ZSCORE\tkey member
    ZUNION\tnumkeys key … [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]
    ZUNIONSTORE\tdestination numkeys key … [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX]
    """
}
