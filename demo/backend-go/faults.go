package main

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"
)

// addFaultRoutes: what goes wrong: not found, a panic, a body that breaks off, a connection that is cut.
func addFaultRoutes(router *gin.Engine, log *zap.Logger) {
	get(router, "/api/missing", func(c *gin.Context) {
		answerProblem(c, http.StatusNotFound, "Not found", "This page was sold out.")
	})
	get(router, "/api/broken", func(*gin.Context) { chargeCard("1000") })
	get(router, "/api/half", func(c *gin.Context) {
		c.Header("Content-Type", "text/plain")
		c.Header("Content-Length", "1000")
		_, _ = c.Writer.WriteString("Only the beginning of a longer answer.")
		c.Writer.Flush()
		panic(http.ErrAbortHandler)
	})
	get(router, "/api/cut", func(c *gin.Context) {
		connection, _, err := c.Writer.Hijack()
		if err != nil {
			logOf(c, log).Error("can't take the connection", zap.Error(err))
			return
		}
		_ = connection.Close()
	})
}

func chargeCard(orderID string) {
	panic(fmt.Errorf("order %s has a negative total", orderID))
}
