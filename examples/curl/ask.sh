#!/bin/sh
# Asks Phakhi with curl alone. PHAKHI_URL says where it is.
set -eu
url=${PHAKHI_URL:-http://127.0.0.1:8000/graphql}

post() { # post BODY [OPTION…]
  body=$1
  shift
  curl -sS "$url" -H 'content-type: application/json' -d "$body" "$@"
  echo
}

get() { # get NAME=VALUE… [OPTION…]
  curl -sS --get "$url" "$@"
}

digest() { # the SHA-256 of standard input, by what the machine has for it
  if command -v sha256sum >/dev/null; then sha256sum
  elif command -v shasum >/dev/null; then shasum -a 256
  else python3 -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
  fi | cut -d' ' -f1
}

say() { printf '\n# %s\n' "$1"; }

say 'A question, answered in Thai'
post '{"query": "{ agency(id: \"agency:rice-mill\") { nameTh synthetic networks { nodes { nameTh } } } }"}'

say 'Two pages of a connection; values are variables'
document='query Agencies($after: String) { network(id: \"network:udon-private\") { agencies(first: 3, after: $after) { totalCount nodes { nameTh } pageInfo { hasNextPage endCursor } } } }'
page=$(post "{\"query\": \"$document\"}")
echo "$page"
cursor=$(echo "$page" | sed 's/.*"endCursor":"\([^"]*\)".*/\1/')
post "{\"query\": \"$document\", \"variables\": {\"after\": \"$cursor\"}}"

say 'A document known by its SHA-256: sent once with it, from then on without'
text='{ network(id: "network:udon-media") { nameTh } }'
hash=$(printf %s "$text" | digest)
known="extensions={\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"$hash\"}}"
get --data-urlencode "$known"
echo
get --data-urlencode "$known" --data-urlencode "query=$text"
echo
get --data-urlencode "$known"
echo

say 'The same again, only if it has changed: 304 says that it has not'
tag=$(get --data-urlencode "$known" -o /dev/null -D - | tr -d '\r' | sed -n 's/^etag: //p')
get --data-urlencode "$known" -H "if-none-match: $tag" -o /dev/null -w '%{http_code}\n'

say 'Errors: a code for programs, a sentence in the language asked for'
post '{"query": "{ agency(id: \"rice mill\") { nameTh } }"}' -H 'accept-language: th'
post '{"query": "{ agencies { nodes { name_th } } }"}' -H 'accept: application/graphql-response+json' -w '\n%{http_code}'

say 'What is not there is null, and no error'
post '{"query": "{ agency(id: \"agency:nobody\") { nameTh } }"}'
