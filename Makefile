# digitlab: `make run` opens the program, `make test` runs every test. `make help` lists the rest.

SWIFT ?= swift
PREFIX ?= /usr/local
ARGS ?=
PYTHON ?= python3

# The program names the commit it was built from; with changes on top of it, it says so.
COMMIT := $(shell git rev-parse --short=10 HEAD 2>/dev/null)$(shell git diff --quiet HEAD 2>/dev/null || echo +)
export DIGITLAB_COMMIT = $(filter-out +,$(COMMIT))

# What the program is linked with; the tests drive a terminal with libvterm.
PACKAGES = libncurses-dev libopenblas-dev zlib1g-dev libmd-dev libpng-dev libjpeg-dev
TEST_PACKAGES = libvterm-dev
HEADERS = ncurses.h cblas.h zlib.h md5.h png.h jpeglib.h
TEST_HEADERS = vterm.h

SOURCES = Package.swift Assets Sources Tests
BINARY = .build/release/digitlab
RESOURCES = .build/release/digitlab_Assets.resources

# The tests load OpenBLAS without the program's own restart, so they are told the kernel that the program found best.
# Nothing is set where the user chose a kernel.
KERNEL = $$(test -n "$$OPENBLAS_CORETYPE" && echo "$$OPENBLAS_CORETYPE" || $(BINARY) blas-kernel)

# Instruction sets whose kernels are tested besides the processor's best; one that it has not is replaced by that.
KERNEL_SETS = baseline AVX2 AVX-512

.PHONY: package test-package man uninstall help run test build bench bench-peers format lint clean install deps test-deps test-thread-sanitizer protos

help:
	@echo "make run [ARGS='train conv --epochs 3']   build in release and open the program"
	@echo "make test                                 build in release and run every test"
	@echo "make build                                build in release"
	@echo "make bench [ARGS='conv --layers']         measure training speed on this machine"
	@echo "make bench-peers                          compare it with Keras, in a throw-away environment"
	@echo "make format | lint                        swift-format; lint also builds each target alone"
	@echo "make install [PREFIX=/usr/local]          copy the program, its files, manual and completions; uninstall"
	@echo "make test-thread-sanitizer                run the threaded parts under the thread sanitizer"
	@echo "make protos                               generate Sources/Messages/Generated from its .proto files anew"
	@echo "make package                              a Debian package and an archive that need no Swift, in .build-package"
	@echo "make test-package                         install it in a bare Debian 12, use it, remove it (as root)"
	@echo "make clean                                remove what was built"

run: build
	@$(BINARY) $(ARGS)

build: deps
	@$(SWIFT) build -c release --product digitlab

test: test-deps
	$(SWIFT) build -c release --build-tests
	OPENBLAS_CORETYPE="$(KERNEL)" $(SWIFT) test -c release --skip-build --skip '^LabTests\.FrameCostTests'
	@echo "the cost of a frame, measured with nothing beside it"
	OPENBLAS_CORETYPE="$(KERNEL)" $(SWIFT) test -c release --skip-build --filter '^LabTests\.FrameCostTests'
	@for set in $(KERNEL_SETS); do echo "the network's tests with the kernels for $$set"; \
		DIGITLAB_KERNELS="$$set" OPENBLAS_CORETYPE="$(KERNEL)" \
		$(SWIFT) test -c release --skip-build --filter '^NeuralNetworkTests\.' >.build/kernels.log 2>&1 \
		|| { cat .build/kernels.log; exit 1; }; done

bench: build
	@$(BINARY) bench $(ARGS)

bench-peers: build
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT INT TERM \
	&& $(PYTHON) -m venv "$$folder" \
	&& "$$folder/bin/pip" install --quiet tensorflow-cpu safetensors pyyaml jax \
	&& "$$folder/bin/python" Tests/Peers/bench_peers.py $(ARGS)

# Threads share memory in these targets only. The C loops keep their own optimisation.
test-thread-sanitizer: test-deps
	$(SWIFT) build --sanitize=thread --scratch-path .build-thread-sanitizer --build-tests
	$(SWIFT) test --sanitize=thread --scratch-path .build-thread-sanitizer --skip-build \
		--filter '^(TelemetryTests|TrainingTests|NeuralNetworkTests|LabTests)\.' --skip FrameCost

# The generator is built from the version of swift-protobuf that Package.swift resolves to, in a folder of its own.
PROTOC_SCRATCH = .build-protos
protos:
	@.ci/install-packages protobuf-compiler ""
	$(SWIFT) build --scratch-path $(PROTOC_SCRATCH) --product protoc-gen-swift
	@rm -f Sources/Messages/Generated/*
	cd Sources/Messages && protoc --plugin="$(CURDIR)/$(PROTOC_SCRATCH)/debug/protoc-gen-swift" \
		--swift_opt=Visibility=Package --swift_out=Generated *.proto

format:
	@$(SWIFT) format --in-place --recursive $(SOURCES)

lint: test-deps
	@$(SWIFT) format lint --strict --recursive $(SOURCES)
	@.ci/build-targets-alone

clean:
	@rm -rf .build .build-lint .build-thread-sanitizer .build-package .build-protos

MAN = .build/man

man: build
	@Packaging/make-man-pages $(BINARY) $(MAN) .build

install: man
	@Packaging/install-tree $(BINARY) $(RESOURCES) $(MAN) "$(DESTDIR)$(PREFIX)"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/digitlab"

uninstall:
	@rm -rf "$(DESTDIR)$(PREFIX)/share/digitlab"
	@cd "$(DESTDIR)$(PREFIX)" && rm -f bin/digitlab share/man/man1/digitlab.1.gz share/man/man1/digitlab-*.1.gz \
		share/bash-completion/completions/digitlab share/zsh/vendor-completions/_digitlab \
		share/fish/vendor_completions.d/digitlab.fish share/applications/digitlab.desktop

# The Swift runtime that is linked in calls libcurl and zlib.
package: deps
	@.ci/install-packages "libcurl4-openssl-dev zlib1g-dev dpkg-dev binutils python3 xz-utils" "curl/curl.h zlib.h"
	@Packaging/make-package

test-package:
	@.ci/install-packages "debootstrap" ""
	@Packaging/test-package

deps:
	@.ci/install-packages "$(PACKAGES)" "$(HEADERS)"

test-deps:
	@.ci/install-packages "$(PACKAGES) $(TEST_PACKAGES)" "$(HEADERS) $(TEST_HEADERS)"
