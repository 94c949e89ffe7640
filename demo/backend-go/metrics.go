package main

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var requestSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "http_request_duration_seconds",
	Help:    "How long requests took.",
	Buckets: prometheus.DefBuckets,
}, []string{"method", "route", "status"})

var openSockets = promauto.NewGauge(prometheus.GaugeOpts{
	Name: "shop_open_sockets",
	Help: "WebSocket connections that are open.",
})

func countRequests() gin.HandlerFunc {
	return func(c *gin.Context) {
		startedAt := time.Now()
		c.Next()
		labels := []string{c.Request.Method, c.FullPath(), strconv.Itoa(c.Writer.Status())}
		requestSeconds.WithLabelValues(labels...).Observe(time.Since(startedAt).Seconds())
	}
}
