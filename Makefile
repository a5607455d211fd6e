# `make help` lists the targets. Needs GNU make 4 and Python 3.12 or newer, nothing else.

.DEFAULT_GOAL := help
.ONESHELL:
SHELL := /bin/sh
.SHELLFLAGS := -euc
MAKEFLAGS += --no-print-directory

PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
export PORT

# The embedded PostgreSQL is installed only where nothing replaces it.
RUN_REQUIREMENTS := requirements/base.txt $(if $(DATABASE_URL),,requirements/devdb.txt)

# What it takes to lock requirements: no address of an index, and good for every platform.
COMPILE := uv pip compile --quiet --universal --generate-hashes \
	--python-version 3.12 --no-emit-index-url --no-emit-find-links --no-header

# A Python that is 3.12 to 3.14, not free-threaded (few wheels), and can make a virtual environment. Called with a command's name;
# it must really run: pyenv puts names on PATH that only say that they are not installed.
define SUITS
suits() {
	"$$1" -c 'import sys, ensurepip, venv; \
		sys.exit("t" in sys.abiflags or not (3, 12) <= sys.version_info < (3, 15))' >/dev/null 2>&1
}
endef

define FIND_PYTHON
$(SUITS)
find_python() {
	for name in python3.14 python3.13 python3.12 python3 python; do
		if suits "$$name"; then command -v "$$name"; return; fi
	done
	# pyenv's versions: beside the folders that it puts on PATH, or where it says or usually is.
	old_ifs=$$IFS; IFS=:
	set -- $$PATH
	IFS=$$old_ifs
	for folder in "$${PYENV_ROOT:-}" "$$@" "$${HOME:-}/.pyenv/shims"; do
		case $$folder in */shims|*/bin) folder=$${folder%/*};; esac
		for minor in 14 13 12; do
			for python in "$$folder/versions/3.$$minor"*/bin/python3; do
				if suits "$$python"; then echo "$$python"; return; fi
			done
		done
	done
	fetch_python
}
# uv brings a Python along. It is taken from PATH, or installed with any Python that has pip.
fetch_python() {
	echo "No Python 3.12 to 3.14 here; fetching one with uv into var/python …" >&2
	find_uv
	export UV_PYTHON_INSTALL_DIR="$$PWD/var/python" UV_PYTHON_INSTALL_BIN=0
	if "$$uv" python install 3.13 >&2; then
		"$$uv" python find --managed-python 3.13
	else
		echo "Python could not be fetched. Install Python 3.12 or newer (with its venv" >&2
		echo "module), or connect to the internet, and run make again." >&2
		return 1
	fi
}
endef

define FIND_UV
find_uv() {
	uv=$$(command -v uv || true)
	if [ -n "$$uv" ]; then return; fi
	uv=$$PWD/var/uv/bin/uv
	if [ -x "$$uv" ]; then return; fi
	for name in "$$PWD/$(PYTHON)" python3 python /usr/bin/python3; do
		if "$$name" -c 'import ensurepip, venv' 2>/dev/null && "$$name" -m venv var/uv >&2; then
			if var/uv/bin/pip install --quiet uv >&2; then return; fi
		fi
	done
	echo "Install Python 3.12 or newer with its venv module, or uv, and run make again." >&2
	return 1
}
endef

# $(call INSTALL,files): the virtual environment, made anew if it is broken or too old, with these
# requirements. A second time it does nothing, and needs no network.
define INSTALL
$(FIND_UV)
$(FIND_PYTHON)
if ! suits "$$PWD/$(PYTHON)" || ! $(PYTHON) -c 'import pip' 2>/dev/null; then
	python=$$(find_python)
	echo "Making .venv with $$python …"
	rm -rf .venv
	"$$python" -m venv .venv
fi
for file in $(1); do
	stamp=.venv/.installed-$${file##*/}
	if ! cmp -s "$$file" "$$stamp"; then
		echo "Installing $$file …"
		if ! $(PYTHON) -m pip install --disable-pip-version-check --no-input \
			--require-hashes -r "$$file"; then
			echo "Installing failed; the reason is above. Without a network only what was" >&2
			echo "installed before can run." >&2
			exit 1
		fi
		cp "$$file" "$$stamp"
	fi
done
endef

# What a site in production sets, besides DATABASE_URL.
define LIKE_PRODUCTION
export SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')
export SITE_URL=https://news.example ALLOWED_HOSTS=news.example EMAIL_URL=smtp://mail.example:25
unset DEBUG NEWSROOM_DEMO NEWSROOM_SITE || true
endef

# For commands that read settings and source code but no database: none is started for them.
define WITHOUT_DATABASE
export SECRET_KEY=not-secret DATABASE_URL=postgresql://nobody@db.example/none
endef

.PHONY: help
help:  ## list these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' \
		$(MAKEFILE_LIST)
	echo
	echo "  PORT=8000          where make run serves; DATABASE_URL replaces the embedded PostgreSQL"
	echo "  ARGS='...'         is passed on by make test and make shell"

.PHONY: run
run:  ## run the newsroom with a demo in it, until Ctrl-C
	@$(call INSTALL,$(RUN_REQUIREMENTS))
	exec $(PYTHON) -m newsroom.launch

.PHONY: test
test:  ## run all tests, in the browser too where a Chromium is found
	@$(call INSTALL,requirements/dev.txt)
	exec $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadgroup $(ARGS)

.PHONY: install
install:  ## make .venv with everything for running and developing
	@$(call INSTALL,$(RUN_REQUIREMENTS) requirements/dev.txt)

.PHONY: lint
lint:  ## look for mistakes and for code that is not formatted
	@$(call INSTALL,requirements/dev.txt)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

# The modules that know no Django model; the others lean on types that the stubs cannot see.
TYPED := articles/html.py articles/markup.py articles/pages.py articles/tree.py \
	articles/search/find.py articles/search/query.py articles/search/words.py \
	copydesk \
	moderation/alignment.py moderation/blocks.py moderation/differences.py moderation/merging.py \
	moderation/numbers.py moderation/passages.py moderation/steps.py newsroom/demo/reading.py \
	photos/metadata.py

.PHONY: types
types:
	@$(call INSTALL,requirements/dev.txt)
	export SECRET_KEY=not-secret
	$(PYTHON) -m mypy --follow-imports=silent $(TYPED)

.PHONY: format
format:  ## format the code and mend what can be mended by itself
	@$(call INSTALL,requirements/dev.txt)
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: check
check:  ## what CI checks besides tests: lint, types, migrations, deployment, translations
check: lint types migrations-check deploy-check messages-check

.PHONY: migrations-check
migrations-check:
	@$(call INSTALL,requirements/dev.txt)
	export SECRET_KEY=not-secret
	$(PYTHON) manage.py makemigrations --check --dry-run

.PHONY: deploy-check
deploy-check:
	@$(call INSTALL,requirements/dev.txt)
	$(LIKE_PRODUCTION)
	$(PYTHON) manage.py check --deploy --fail-level WARNING

.PHONY: messages
messages:  ## collect the texts to translate, and compile the translations (needs gettext)
	@$(call INSTALL,requirements/dev.txt)
	$(WITHOUT_DATABASE)
	$(PYTHON) manage.py makemessages --locale id --no-obsolete --no-location --ignore 'var/*' --ignore 'tests/*'
	$(PYTHON) manage.py compilemessages --locale id --ignore .venv --ignore var

# In a copy of what git knows: nothing may be missing, unsure or untranslated, and what is compiled
# must be what is written.
.PHONY: messages-check
messages-check:
	@$(call INSTALL,requirements/dev.txt)
	$(WITHOUT_DATABASE)
	copy=$$(mktemp -d)
	trap 'rm -rf "$$copy"' EXIT
	git ls-files -z --cached --others --exclude-standard | tar -c --null -T - -f - | tar -x -C "$$copy" -f -
	python=$$PWD/$(PYTHON)
	cd "$$copy"
	catalogue=locale/id/LC_MESSAGES/django
	msgfmt --check-format -o "$$copy/fresh.mo" $$catalogue.po
	if ! cmp "$$copy/fresh.mo" $$catalogue.mo; then
		echo "$$catalogue.mo is not what its .po says. Run: make messages" >&2
		exit 1
	fi
	"$$python" manage.py makemessages --verbosity 0 --locale id --no-obsolete --no-location --ignore 'tests/*'
	for kind in untranslated only-fuzzy; do
		if msgattrib --$$kind --no-obsolete $$catalogue.po | grep . ; then
			echo "Messages above are $$kind. Run make messages, then translate them." >&2
			exit 1
		fi
	done
	echo "All messages are translated."

.PHONY: requirements
requirements:  ## lock the requirements of pyproject.toml anew (needs a network)
	@mkdir -p var
	$(FIND_UV)
	find_uv
	PATH=$${uv%/*}:$$PATH
	$(COMPILE) pyproject.toml -o requirements/base.txt $(ARGS)
	$(COMPILE) --group devdb -o requirements/devdb.txt $(ARGS)
	$(COMPILE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt $(ARGS)

# SIZES="10000 200000" ROUNDS=7 ONLY="story,category" KEEP=1: see bench/__main__.py. It needs the right
# to make databases, and a PostgreSQL on this machine, whose processes it watches.
.PHONY: bench
bench:  ## measure what the public pages cost, and print the tables of docs/performance.md
	@$(call INSTALL,$(RUN_REQUIREMENTS) requirements/dev.txt)
	exec $(PYTHON) -m bench

.PHONY: shell
shell:  ## open a Python shell with the newsroom in it
	@$(call INSTALL,$(RUN_REQUIREMENTS))
	export SECRET_KEY=$$(cat var/secret_key 2>/dev/null || echo only-for-this-shell)
	exec $(PYTHON) manage.py shell $(ARGS)

# FOLDER=… where to, by default a new one below var/backups; SINCE=… an earlier one to link files of.
.PHONY: backup
backup:  ## write the database and all files to FOLDER (see docs/operations.md)
	@$(call INSTALL,$(RUN_REQUIREMENTS))
	export SECRET_KEY=$${SECRET_KEY:-$$(cat var/secret_key 2>/dev/null || echo only-for-this-backup)}
	folder=$(or $(FOLDER),var/backups/$$(date -u +%Y%m%dT%H%M%SZ))
	exec $(PYTHON) manage.py backup "$$folder" $(if $(SINCE),--since "$(SINCE)")

.PHONY: restore
restore:  ## bring back what `make backup` wrote to FOLDER; REPLACE=1 throws away what is there
	@$(call INSTALL,$(RUN_REQUIREMENTS))
	export SECRET_KEY=$${SECRET_KEY:-$$(cat var/secret_key 2>/dev/null || echo only-for-this-restore)}
	exec $(PYTHON) manage.py restore "$(FOLDER)" $(if $(REPLACE),--replace)

.PHONY: clean
clean:  ## remove what make made, except the database and the uploaded photos
	@rm -rf .venv var/static var/python var/uv .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
