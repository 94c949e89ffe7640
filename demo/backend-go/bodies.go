package main

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
)

const (
	mib         = 1024 * 1024
	chunkBytes  = 64 * 1024
	largestMib  = 200
	pictureSize = 96
)

// addBodyRoutes: bodies of all sorts: big, encoded, in ranges, uploaded, drawn.
func addBodyRoutes(router *gin.Engine) {
	get(router, "/api/download", download)
	get(router, "/api/catalogue/:coding", answerCatalogue)
	get(router, "/api/terms.txt", answerTerms)
	get(router, "/api/picture.png", answerPicture)
	get(router, "/api/old/:step", redirect)
	router.POST("/api/upload", takeUpload)
}

// download streams a file of known length as fast as the other side takes it.
func download(c *gin.Context) {
	left := clamp(queryNumber(c, "mib", 20), 1, largestMib) * mib
	c.Header("Content-Type", "application/octet-stream")
	c.Header("Content-Length", strconv.Itoa(left))
	c.Header("Content-Disposition", `attachment; filename="catalogue.bin"`)
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return
	}
	for number := 0; left > 0; number++ {
		word := fmt.Sprintf("chunk %d ", number)
		chunk := []byte(strings.Repeat(word, chunkBytes/len(word)+1))[:chunkBytes]
		if left < chunkBytes {
			chunk = chunk[:left]
		}
		if _, err := c.Writer.Write(chunk); err != nil {
			return
		}
		left -= len(chunk)
	}
}

// answerCatalogue answers in the coding that is asked for by path, whatever Accept-Encoding says.
func answerCatalogue(c *gin.Context) {
	content := toCatalogue()
	var body bytes.Buffer
	switch coding := c.Param("coding"); coding {
	case "identity":
		body.Write(content)
	case "gzip":
		encode(gzip.NewWriter(&body), content)
		c.Header("Content-Encoding", coding)
	case "deflate":
		encode(zlib.NewWriter(&body), content)
		c.Header("Content-Encoding", coding)
	case "br":
		encode(brotli.NewWriter(&body), content)
		c.Header("Content-Encoding", coding)
	default:
		answerProblem(c, http.StatusNotFound, "No such coding", "Known are gzip, br, deflate, identity.")
		return
	}
	c.Data(http.StatusOK, "application/json", body.Bytes())
}

func encode(writer io.WriteCloser, content []byte) {
	_, _ = writer.Write(content)
	_ = writer.Close()
}

func toCatalogue() []byte {
	pages := make([]gin.H, 40)
	for i := range pages {
		items := make([]gin.H, 0, len(products))
		for _, product := range products {
			items = append(items, gin.H{"id": product.ID, "name": product.Name, "about": product.About})
		}
		pages[i] = gin.H{"page": i + 1, "items": items}
	}
	text, _ := json.Marshal(gin.H{"pages": pages})
	return text
}

// answerTerms answers ranges of bytes (RFC 9110 section 14).
func answerTerms(c *gin.Context) {
	var text strings.Builder
	for line := 1; line <= 400; line++ {
		_, _ = fmt.Fprintf(&text, "Line %d of the shop's terms.\n", line)
	}
	// A range in another unit is as good as none (RFC 9110 section 14.2).
	if !strings.HasPrefix(c.GetHeader("Range"), "bytes=") {
		c.Request.Header.Del("Range")
	}
	http.ServeContent(c.Writer, c.Request, "terms.txt", time.Time{}, strings.NewReader(text.String()))
}

// answerPicture draws a sun over a slope.
func answerPicture(c *gin.Context) {
	picture := image.NewRGBA(image.Rect(0, 0, pictureSize, pictureSize))
	for y := 0; y < pictureSize; y++ {
		for x := 0; x < pictureSize; x++ {
			picture.Set(x, y, pictureColor(x, y))
		}
	}
	var body bytes.Buffer
	_ = png.Encode(&body, picture)
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/png", body.Bytes())
}

func pictureColor(x int, y int) color.Color {
	switch {
	case math.Hypot(float64(x-64), float64(y-32)) < 16:
		return color.RGBA{250, 196, 72, 255}
	case float64(y) > 88-float64(x)/3:
		return color.RGBA{58, 132, 104, 255}
	default:
		return color.RGBA{uint8(150 + y/2), 198, 232, 255}
	}
}

// redirect goes through each of the usual codes.
func redirect(c *gin.Context) {
	chain := []int{301, 302, 307, 308}
	step, err := strconv.Atoi(c.Param("step"))
	if err != nil || step < 0 || step >= len(chain) {
		answerJSON(c, http.StatusOK, gin.H{"arrived": true, "redirects": len(chain)})
		return
	}
	c.Header("Location", fmt.Sprintf("/api/old/%d", step+1))
	c.Status(chain[step])
}

// takeUpload takes any upload and answers with its size and hash.
func takeUpload(c *gin.Context) {
	hash := sha256.New()
	size, err := io.Copy(hash, c.Request.Body)
	if err != nil {
		answerProblem(c, http.StatusBadRequest, "Upload broke off", err.Error())
		return
	}
	answerJSON(c, http.StatusCreated, gin.H{
		"size": size, "sha256": hex.EncodeToString(hash.Sum(nil)), "contentType": c.GetHeader("Content-Type"),
	})
}
