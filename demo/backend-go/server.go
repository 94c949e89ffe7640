package main

import (
	"fmt"
	"net/http"
	"net/http/pprof"
	"runtime/debug"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/zap"
)

// newServer builds the routes, one file for each kind of traffic.
func newServer(shop *Shop, log *zap.Logger) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.HandleMethodNotAllowed = true
	// Before what traces, counts and logs: being watched is not the shop's work.
	router.GET("/metrics", gin.WrapH(promhttp.Handler()))
	router.GET("/debug/pprof/*name", func(c *gin.Context) { servePprof(c) })
	router.Use(traceRequests(), countRequests(), logRequests(log), recoverPanics(log))
	router.NoRoute(func(c *gin.Context) {
		answerProblem(c, http.StatusNotFound, "Not found", fmt.Sprintf("There is nothing at %s.", c.Request.URL.Path))
	})
	router.NoMethod(func(c *gin.Context) {
		c.Header("Allow", strings.Join(methodsOf(router, c.Request.URL.Path), ", "))
		answerProblem(c, http.StatusMethodNotAllowed, "Method not allowed", fmt.Sprintf("%s does not take %s.", c.Request.URL.Path, c.Request.Method))
	})
	addShopRoutes(router, shop, log)
	addStreamRoutes(router, shop)
	addBodyRoutes(router)
	addFaultRoutes(router, log)
	addSignInRoutes(router, log)
	addSocketRoutes(router, log)
	return router
}

func servePprof(c *gin.Context) {
	switch c.Param("name") {
	case "/profile":
		pprof.Profile(c.Writer, c.Request)
	case "/trace":
		pprof.Trace(c.Writer, c.Request)
	default:
		pprof.Index(c.Writer, c.Request)
	}
}

// methodsOf lists what a path without parameters takes.
func methodsOf(router *gin.Engine, path string) []string {
	var methods []string
	for _, route := range router.Routes() {
		if route.Path == path {
			methods = append(methods, route.Method)
		}
	}
	return methods
}

// get answers HEAD as well.
func get(router *gin.Engine, path string, handle gin.HandlerFunc) {
	router.GET(path, handle)
	router.HEAD(path, handle)
}

func answerJSON(c *gin.Context, status int, value interface{}) {
	c.IndentedJSON(status, value)
}

// answerProblem answers a problem as in RFC 9457.
func answerProblem(c *gin.Context, status int, title string, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.Abort()
	c.IndentedJSON(status, gin.H{"title": title, "status": status, "detail": detail})
}

// recoverPanics logs a panic with its stack as Go prints it, and answers 500 where nothing was answered yet.
func recoverPanics(log *zap.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler {
				panic(fault)
			}
			logOf(c, log).Error("panic", zap.Any("panic", fault), zap.ByteString("stack", debug.Stack()))
			if !c.Writer.Written() {
				answerProblem(c, http.StatusInternalServerError, "Server error", "The shop fell over. Its log says where.")
			}
		}()
		c.Next()
	}
}
