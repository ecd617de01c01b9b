#!/bin/bash
# Nothing in here is for Lintel: ${HOME}, ${parameters.none}, é, \.
set -eu
apt-get update
apt-get install -y nginx
echo "ready"