# One static binary, no shell, not root. Articles live in the volume:
#   docker build -t secondsource .
#   docker run --rm secondsource ask --sample "how many undocumented migrants are in Chile?"
#   docker run --rm -v archive:/data -v "$PWD/articles:/articles:ro" secondsource ingest /articles
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags="-s -w" -o /out/secondsource ./cmd/secondsource \
    && mkdir /out/data && mkdir -m 1777 /out/tmp

FROM scratch
COPY --from=build /out/secondsource /secondsource
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY LICENSE /LICENSE
USER 65532:65532
ENV SECONDSOURCE_DATA=/data
VOLUME /data
HEALTHCHECK --interval=1m --timeout=10s --start-period=10s CMD ["/secondsource", "doctor", "--local"]
ENTRYPOINT ["/secondsource"]
