#!/bin/sh
# Redis with a user a service and none without a password: each reaches its own keys, nobody the dangerous commands.
# Of a cache only; what is lost is read again.
set -eu
umask 077
users=${REDIS_USERS_FILE:-/tmp/users.acl}
# SCAN and its like would tell the names of keys that a user can't touch. INFO tells the cache whether this is still the server it knew.
may='-@all +@read +@write +@transaction +@connection +eval +evalsha +time +script|load +script|exists -@dangerous -@admin -scan -randomkey -dbsize +info'
# <services: users> (npm run deploy:files)
cat >"$users" <<USERS
user default off
user probe on nopass resetkeys resetchannels -@all +ping
user auth on >${AUTH_REDIS_PASSWORD:?} resetkeys resetchannels $may ~auth:*
user catalog on >${CATALOG_REDIS_PASSWORD:?} resetkeys resetchannels $may ~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*
user inventory on >${INVENTORY_REDIS_PASSWORD:?} resetkeys resetchannels $may ~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*
user order on >${ORDER_REDIS_PASSWORD:?} resetkeys resetchannels $may ~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*
user sync-gateway on >${SYNC_REDIS_PASSWORD:?} resetkeys resetchannels $may ~sync:* ~g2a:*
user realtime-gateway on >${REALTIME_REDIS_PASSWORD:?} resetkeys resetchannels $may ~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:* ~tandem:socket.io* &tandem:socket.io* +@pubsub
user operations on >${OPERATIONS_REDIS_PASSWORD:?} resetkeys resetchannels $may ~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*
USERS
# </services>
exec "${REDIS_SERVER:-redis-server}" --aclfile "$users" --save '' --appendonly no --maxmemory 256mb --maxmemory-policy allkeys-lru "$@"
