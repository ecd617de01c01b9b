#!/bin/sh
echo "${project} in ${account}, $${HOME}, release ${parameters.release}"