// Demo, Go back end: the same shop as the Node one, with Gin, zap, gorilla/websocket, golang-jwt, Prometheus and OpenTelemetry.
// Prints one JSON line on stdout when it answers; its log goes to stderr, one JSON object a line. Ends on SIGTERM, SIGINT or when stdin closes.
// A line {"otlp": <origin>} on stdin says where its spans go.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.uber.org/zap"
)

const closeTimeout = 2 * time.Second

func main() {
	host := flag.String("host", "127.0.0.1", "address to listen on")
	port := flag.String("port", "0", "port to listen on; 0 takes a free one")
	flag.Parse()

	log := newLogger(os.Stderr)
	defer func() { _ = log.Sync() }()
	spans := &otlpExporter{client: &http.Client{Timeout: otlpSendTimeout}}
	tracing := startTracing(spans, log)
	listener, err := net.Listen("tcp", net.JoinHostPort(*host, *port))
	if err != nil {
		log.Fatal("can't listen", zap.Error(err))
	}
	server := &http.Server{Handler: newServer(newShop(), log), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	url := "http://" + listener.Addr().String()
	ready, _ := json.Marshal(map[string]string{
		"event": "ready", "url": url, "product": "Go with Gin",
		"metrics": url + "/metrics", "pprof": url + "/debug/pprof",
	})
	_, _ = os.Stdout.Write(append(ready, '\n'))
	log.Info("shop is open", zap.String("addr", listener.Addr().String()))

	waitForEnd(spans)
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	_ = tracing.Shutdown(ctx)
	_ = server.Close()
}

// waitForEnd returns on a signal or at the end of stdin, so that no process outlives the one that started it.
func waitForEnd(spans *otlpExporter) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	closed := make(chan struct{})
	go func() {
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			var told struct {
				OTLP string `json:"otlp"`
			}
			if json.Unmarshal(lines.Bytes(), &told) == nil && told.OTLP != "" {
				spans.sendTo(told.OTLP)
			}
		}
		close(closed)
	}()
	select {
	case <-signals:
	case <-closed:
	}
}
