#!/bin/sh
python3 cart.py "$1"
