// Reads YAML with an OpenSLO document in each JSON line of {"yaml": text}, and answers each with what OpenSLO's own library has against it: "" where it is valid.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"

	"github.com/OpenSLO/go-sdk/pkg/openslosdk"
)

type question struct {
	YAML string `json:"yaml"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	encoder := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := encoder.Encode(mistakes(asked.YAML)); err != nil {
			panic(err)
		}
	}
}

func mistakes(text string) string {
	objects, err := openslosdk.Decode(strings.NewReader(text), openslosdk.FormatYAML)
	if err == nil {
		err = openslosdk.Validate(objects...)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
