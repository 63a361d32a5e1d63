// Reads JSON lines of {"yaml": text} and answers each with what sigs.k8s.io/yaml makes of the text, as Kubernetes reads manifests.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"

	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

type question struct {
	YAML string `json:"yaml"`
}

// The JSON of a text, or why it is refused. Strict says why YAMLToJSONStrict refuses what YAMLToJSON reads: keys that are set twice.
// Rest says that more follows the first document, which is all that is read.
type answer struct {
	JSON   json.RawMessage `json:"json,omitempty"`
	Error  string          `json:"error,omitempty"`
	Strict string          `json:"strict,omitempty"`
	Rest   bool            `json:"rest,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := encoder.Encode(read([]byte(asked.YAML))); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func read(text []byte) answer {
	// As kubectl's LineReader ends the last line of a file (k8s.io/apimachinery, pkg/util/yaml).
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	converted, err := yaml.YAMLToJSON(text)
	if err != nil {
		return answer{Error: err.Error()}
	}
	if _, err := yaml.YAMLToJSONStrict(text); err != nil {
		return answer{JSON: converted, Strict: err.Error(), Rest: hasRest(text)}
	}
	return answer{JSON: converted, Rest: hasRest(text)}
}

func hasRest(text []byte) bool {
	decoder := yamlv2.NewDecoder(bytes.NewReader(text))
	var ignored any
	if err := decoder.Decode(&ignored); err == io.EOF {
		return false
	}
	return decoder.Decode(&ignored) != io.EOF
}
