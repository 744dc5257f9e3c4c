#!/bin/sh
# Builds static/dist from static/src and GOV.UK Frontend. The result is committed, so that a
# server needs no Node; `git diff --exit-code static/dist` afterwards shows whether it is current.
set -eu
cd "$(dirname "$0")"

govuk=node_modules/govuk-frontend
version=$(sed -n 's/.*"govuk-frontend": "\(.*\)".*/\1/p' package.json)

npm ci --silent
node_modules/.bin/sass --no-source-map --style=compressed --quiet-deps \
    --load-path=node_modules src/portal.scss dist/portal.css

# The version is in the name: a browser may keep this file for ever.
rm -f dist/govuk-frontend-*.min.js
sed '/^\/\/# sourceMappingURL/d' "$govuk/dist/govuk/govuk-frontend.min.js" \
    > "dist/govuk-frontend-$version.min.js"
sed "s/GOVUK_VERSION/$version/" src/portal.js > dist/portal.js
cp src/LICENCES.txt dist/LICENCES.txt

if grep -q -i -e 'GDS Transport' -e '@font-face' -e 'crown' -e 'crest' dist/portal.css; then
    echo "portal.css holds something that belongs to GOV.UK alone: look at src/portal.scss" >&2
    exit 1
fi
