.DEFAULT_GOAL := help
.PHONY: help run test check generate format clean

help: ## Print the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, make and load the demonstration city, and serve it.
	@exec scripts/run

test: ## Install what is missing, build, and run every test.
	@scripts/install-dependencies build generate tools
	@scripts/check build tests interop conformance

check: ## Run everything that CI runs.
	@scripts/install-dependencies
	@scripts/check

generate: ## Generate the code of the contracts anew.
	@scripts/install-dependencies build generate
	@scripts/generate-contracts

format: ## Format the Swift files.
	@swift format format --in-place --parallel --recursive Package.swift Sources Tests \
		$(wildcard Tools/*/Package.swift Tools/*/Sources Examples/*/Package.swift Examples/*/Sources)

clean: ## Remove what building makes.
	@rm -rf .build Tools/*/.build Examples/*/.build Benchmarks/.build
