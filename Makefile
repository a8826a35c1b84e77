# Everything is built below artifacts/; everything the local cloud keeps is below $(STATE).
SHELL := /bin/sh
.DEFAULT_GOAL := help
# Packages of npm and of NuGet come in side by side.
MAKEFLAGS += -j2
CONFIGURATION ?= Debug
STATE ?= .localcloud
BIN := artifacts/bin
TEMPLATE := cdk.out/Daybreak-dev.template.json
LOCALCLOUD := $(BIN)/LocalCloud/release/localcloud
AGENT ?= $(BIN)/HostAgent/release/daybreak
TRIGGER ?= $(BIN)/TriggerFunction/release/bootstrap
LOCAL := --template $(TEMPLATE) --agent $(AGENT) --trigger $(TRIGGER) --state $(STATE)
SOURCES := $(shell find src standins infra Directory.* global.json eng -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.json' -o -name '*.sh' -o -name '*.txt' \) -not -path '*/obj/*')

# Of `make bench`: the case to measure; all of them otherwise, and RESULTS.md is written.
BENCH ?=

.PHONY: help demo up down test test-faults test-matrix lint publish bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(TEMPLATE) ## Start everything, upload migrations/, wait for the runs and show both databases
	@$(LOCALCLOUD) demo $(LOCAL) --migrations migrations

up: $(TEMPLATE) ## Start the local cloud in the background on 127.0.0.1:4566
	@$(LOCALCLOUD) start $(LOCAL) --detach

down: ## Stop what `make up` started
	@if [ -x $(LOCALCLOUD) ]; then $(LOCALCLOUD) stop --state $(STATE); else echo "nothing is running"; fi

test: node_modules/.package-lock.json ## Build everything and run all tests against a real PostgreSQL
	@sh eng/test.sh $(CONFIGURATION)

test-faults: node_modules/.package-lock.json ## Run the fault tests that take minutes
	@sh eng/test.sh $(CONFIGURATION) long

test-matrix: ## Test the engine and the agent against PostgreSQL 13 to 18 (downloads them)
	@sh eng/test-matrix.sh

lint: ## Check formatting, shell scripts and analyzers without changing anything
	dotnet format whitespace Solution.sln --verify-no-changes --no-restore
	dotnet build Solution.sln -c $(CONFIGURATION) --nologo -v quiet
	@if command -v shellcheck >/dev/null; then shellcheck eng/*.sh infra/cdk/Hosting/*.sh .ci/run; else echo "shellcheck is not installed: shell scripts were not checked"; fi

# One after the other: both restore the same projects, for different frameworks.
publish: ## Build the executables to ship, artifacts/publish/daybreak and bootstrap, and run the demo on them
	@sh eng/publish.sh
	@$(MAKE) --no-print-directory $(TEMPLATE)
	@echo "Running the demo on them ..."
	@rm -rf artifacts/publish-demo
	@$(LOCALCLOUD) demo --template $(TEMPLATE) --agent artifacts/publish/daybreak --trigger artifacts/publish/bootstrap \
		--state artifacts/publish-demo --port 0 --ephemeral --migrations migrations

bench: publish ## Measure everything side by side with the peers (BENCH=name: one case) and write benchmarks/RESULTS.md
	@dotnet build benchmarks -c Release --nologo -v quiet
	@artifacts/bin/Benchmarks/release/benchmarks . $(BENCH)

clean: ## Remove what was built
	rm -rf artifacts cdk.out

node_modules/.package-lock.json: package.json package-lock.json
	@echo "Installing the CDK command line and PostgreSQL binaries ..."
	@npm ci --silent --no-progress
	@touch $@

# Release, without analyzers: those have their say in `make test` and `make lint`.
artifacts/demo.built: $(SOURCES)
	@echo "Building ..."
	@dotnet build eng/Demo.slnf -c Release --nologo -v quiet -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false
	@mkdir -p artifacts && touch $@

$(TEMPLATE): artifacts/demo.built cdk.json node_modules/.package-lock.json
	@echo "Synthesising the stack ..."
	@npx --no-install cdk synth -q --app 'dotnet $(BIN)/Cdk/release/daybreak-cdk.dll'
	@touch $@
