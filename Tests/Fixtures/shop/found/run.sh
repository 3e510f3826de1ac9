#!/bin/sh
cd $1
python3 orders.py
