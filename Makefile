# Everything runs in the checkout's own virtual environment, with pinned dependencies.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NETEVENT_REQUIRE_BROWSER
export NETEVENT_TEST_DATABASE_URL

LOCK := --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --no-header --no-annotate --allow-unsafe

.PHONY: demo test lint audit bench soak faults faults-mail camera coach clean lock

demo: $(VENV)/.installed
	$(BIN)/netevent demo $(ARGS)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/house $(ARGS)

# Where the advisory service can be reached: known faults of the pinned libraries, strictly.
audit: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet pip-audit
	$(BIN)/pip-audit --strict --require-hashes -r requirements.lock

# A model beside the house for 200,000 steps on each database, then invented lives for 1,000,000 days;
# NETEVENT_SOAK_STEPS, NETEVENT_SOAK_SEED and NETEVENT_SOAK_DAYS choose others.
soak: $(VENV)/.installed-dev
	NETEVENT_SOAK_STEPS=$${NETEVENT_SOAK_STEPS:-200000} NETEVENT_TEST_DATABASE_URL= $(BIN)/python -m pytest -q -s tests/machine/test_machine.py
	NETEVENT_SOAK_STEPS=$${NETEVENT_SOAK_STEPS:-200000} NETEVENT_TEST_DATABASE_URL=$${NETEVENT_TEST_DATABASE_URL:-postgresql://postgres:postgres@127.0.0.1:5432/postgres} $(BIN)/python -m pytest -q -s tests/machine/test_machine.py
	NETEVENT_SOAK_STEPS=$${NETEVENT_SOAK_DAYS:-1000000} $(BIN)/python -m pytest -q -s tests/domain/prompts/test_prompt_years.py

# 1,000 faults over 50,000 scans at eight doors, then 2,000 people whose queues are uploaded in eight orders, on SQLite,
# or on PostgreSQL where NETEVENT_TEST_DATABASE_URL names one: on a server of our own if its programs are installed.
faults: $(VENV)/.installed-dev
	NETEVENT_FAULT_TROUBLES=$${NETEVENT_FAULT_TROUBLES:-1000} NETEVENT_FAULT_SCANS=$${NETEVENT_FAULT_SCANS:-50000} NETEVENT_FAULT_ORDERS=$${NETEVENT_FAULT_ORDERS:-8} $(BIN)/python -m pytest -q -s tests/faults/test_door_faults.py tests/faults/test_offline_doors.py

# 10,000 mails through three workers that are killed 200 times and a mail server that fails 500 times, on SQLite, or on
# the PostgreSQL of NETEVENT_TEST_DATABASE_URL; the books must balance.
faults-mail: $(VENV)/.installed-dev
	NETEVENT_FAULT_MAILS=$${NETEVENT_FAULT_MAILS:-10000} NETEVENT_FAULT_KILLS=$${NETEVENT_FAULT_KILLS:-200} NETEVENT_FAULT_FAULTS=$${NETEVENT_FAULT_FAULTS:-500} $(BIN)/python -m pytest -q -s tests/faults/test_mail_faults.py

# A door whose camera sees 50 bad codes and then 100 good ones, 20 a minute for five minutes: each is in once.
camera: $(VENV)/.installed-dev
	NETEVENT_DOOR_CODES=$${NETEVENT_DOOR_CODES:-100} NETEVENT_REQUIRE_BROWSER=1 $(BIN)/python -m pytest -q -s tests/browser/test_door_camera.py

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/checkin.py
	$(BIN)/python bench/live.py
	$(BIN)/python bench/import.py
	$(BIN)/python bench/digests.py
	$(BIN)/python bench/mail.py
	$(BIN)/python bench/signin.py
	$(BIN)/python bench/coach.py

# Read the labelled drafts in bench/pitches again, and write the coach's weights.
coach: $(VENV)/.installed-dev
	$(BIN)/python bench/train_coach.py

clean:
	rm -rf $(VENV) .data .cache

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

lock: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile -q $(LOCK) --build-deps-for=editable --extra=postgres -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q $(LOCK) --extra=dev --constraint requirements.lock -o requirements-dev.lock pyproject.toml
