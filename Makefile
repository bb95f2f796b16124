# What takes longer than go test should.

.PHONY: load

# 300 questions of 50 people in two minutes, with all that may go wrong: docs/load.md.
load:
	SECONDSOURCE_LOAD=full go test ./cmd/secondsource -run '^TestLoad$$' -count=1 -v -timeout 10m
