package main

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt"
	"go.uber.org/zap"
)

const tokenLifetime = 15 * time.Minute

// addSignInRoutes: bearer tokens (RFC 6750) that are JSON Web Tokens; their key lives as long as the process.
func addSignInRoutes(router *gin.Engine, log *zap.Logger) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		panic(err)
	}
	router.POST("/api/sign-in", func(c *gin.Context) {
		lifetime := time.Duration(clamp(queryNumber(c, "seconds", int(tokenLifetime/time.Second)), -3600, 3600)) * time.Second
		now := time.Now()
		claims := jwt.StandardClaims{Subject: "visitor", IssuedAt: now.Unix(), ExpiresAt: now.Add(lifetime).Unix()}
		token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
		if err != nil {
			answerProblem(c, http.StatusInternalServerError, "No token", err.Error())
			return
		}
		answerJSON(c, http.StatusOK, gin.H{"token": token, "expiresAt": now.Add(lifetime).UTC().Format(time.RFC3339)})
	})
	get(router, "/api/private", func(c *gin.Context) {
		token := strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")
		_, err := jwt.Parse(token, func(*jwt.Token) (interface{}, error) { return key, nil })
		if err != nil {
			logOf(c, log).Warn("token refused", zap.String("reason", err.Error()))
			c.Header("WWW-Authenticate", `Bearer realm="shop"`)
			answerProblem(c, http.StatusUnauthorized, "Sign in", "Only for staff.")
			return
		}
		answerJSON(c, http.StatusOK, gin.H{"margin": "42 %"})
	})
}
