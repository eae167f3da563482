package serve_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/serve"
)

func ExampleServer() {
	d, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	server, err := serve.New(serve.Options{Dict: d})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8080/api/extract?types=task_count", strings.NewReader("會議確定了三項任務。"))
	r.Header.Set("Content-Type", "text/plain")
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	fmt.Println(w.Code, strings.Contains(w.Body.String(), `"text":"三項任務"`))
	// Output: 200 true
}
