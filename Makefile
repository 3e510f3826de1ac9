# `make` lists the targets. Everything is built and installed inside this folder, apart from Debian packages.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help build demo demo-full museum release test lint bench bench-server fuzz soak soak-server relations cuts dist clean

# One configuration for every release build: a static standard library starts in milliseconds and runs anywhere.
# Without its symbols the binary has 104 MB, two thirds of what it has with them.
RELEASE := -c release --static-swift-stdlib --product assay -Xlinker -s -Xlinker --as-needed

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

build: ## build the release binary: .build/release/assay
	@scripts/bootstrap build
	swift build $(RELEASE)

demo: build ## run Assay on examples/prompt-studio: a green run, then a red one
	@scripts/bootstrap example
	@scripts/demo .build/release/assay

demo-full: build ## run the whole of it: browsers, an attacker, the guide's six gates (installs them; some ten minutes)
	@scripts/bootstrap example-full
	@scripts/demo-full .build/release/assay

museum: build ## break the example in ten ways, one after another: does Assay name each? (VISIT=--all: with a browser)
	@scripts/bootstrap $(if $(filter --all inaccessible-button,$(VISIT)),example-full,example)
	@scripts/museum .build/release/assay $(VISIT)

release: build ## release the example: staging, approval, production, a fault that people meet, the way back, an incident
	@scripts/bootstrap example
	@scripts/release .build/release/assay

test: ## build everything for debugging and run all tests
	@scripts/bootstrap build example test
	swift build
	scripts/test

lint: ## formatting, style and the arrows between the targets
	@scripts/bootstrap build
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	scripts/check-architecture

bench: build ## measure Assay beside its peers; prints a table
	@scripts/bootstrap bench
	Benchmarks/run .build/release/assay

bench-server: build ## measure the dashboard with ten million results behind it (some ten minutes, 3 GB in .build/bench-server)
	Benchmarks/server/measure.py .build/release/assay .build/bench-server

relations: build ## a million related records: the same by any number of workers, no orphan, nothing twice
	Benchmarks/data/relations.py .build/release/assay

fuzz: ## fuzz the readers for SECONDS_EACH (600) each, two at a time
	@scripts/bootstrap build fuzz
	Fuzz/run $${SECONDS_EACH:-600}

soak: ## kill ROUNDS (10000) runs at random moments, and go on with each of them
	@scripts/bootstrap build
	ASSAY_SOAK=$${ROUNDS:-10000} swift test --filter 'ResumeRunTests/killed'

soak-server: ## kill the server ROUNDS (200) times at random moments while runs are sent to it: none is lost, none is there twice
	@scripts/bootstrap build test
	swift build
	ASSAY_KILLS=$${ROUNDS:-200} swift test --filter 'ServerTests/killed'

cuts: ## cut every report of the corpus at every byte (some 20 minutes)
	@scripts/bootstrap build
	ASSAY_CUTS=all swift test -c release --filter 'ImportCorpusTests/truncation|DamagedDocumentTests/cut'

dist: build ## pack the program with checksum, bill of materials and licences: dist/
	scripts/dist .build/release/assay

clean: ## remove everything that was built here
	rm -rf .build .build-* .venv .venv-* dist examples/prompt-studio/reports examples/prompt-studio/.assay
