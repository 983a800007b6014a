#!/bin/sh
# Redis with a user a service and none without a password: each reaches its own keys, nobody the dangerous commands.
# Of a cache only; what is lost is read again.
set -eu
: "${AUTH_REDIS_PASSWORD:?}" "${CATALOG_REDIS_PASSWORD:?}" "${INVENTORY_REDIS_PASSWORD:?}"
: "${ORDER_REDIS_PASSWORD:?}" "${REALTIME_REDIS_PASSWORD:?}"
umask 077
users=${REDIS_USERS_FILE:-/tmp/users.acl}
# SCAN and its like would tell the names of keys that a user can't touch. INFO tells the cache whether this is still the server it knew.
may='-@all +@read +@write +@transaction +@connection +eval +evalsha +script|load +script|exists -@dangerous -@admin -scan -randomkey -dbsize +info'
cache='~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*'
cat >"$users" <<USERS
user default off
user probe on nopass resetkeys resetchannels -@all +ping
user auth on >$AUTH_REDIS_PASSWORD resetkeys ~auth:* resetchannels $may
user catalog on >$CATALOG_REDIS_PASSWORD resetkeys $cache resetchannels $may
user inventory on >$INVENTORY_REDIS_PASSWORD resetkeys $cache resetchannels $may
user order on >$ORDER_REDIS_PASSWORD resetkeys $cache resetchannels $may
user realtime-gateway on >$REALTIME_REDIS_PASSWORD resetkeys $cache ~tandem:socket.io* resetchannels &tandem:socket.io* $may +@pubsub
USERS
exec "${REDIS_SERVER:-redis-server}" --aclfile "$users" --save '' --appendonly no --maxmemory 256mb --maxmemory-policy allkeys-lru "$@"
