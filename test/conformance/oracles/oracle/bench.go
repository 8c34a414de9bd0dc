package main

import (
	"encoding/json"
	"io"
	"syscall"
	"time"

	"github.com/np-guard/netpol-analyzer/pkg/netpol/connlist"
)

// measurement is what one question about a folder cost.
type measurement struct {
	Connections int     `json:"connections"`
	Exposed     int     `json:"exposed"`
	CPUSeconds  float64 `json:"cpuSeconds"`
}

// bench asks np-guard for the connections of the folder's workloads, alone and with their exposure to pods that are not
// there, as its command line does.
func bench(folder string, output io.Writer) error {
	list, err := measure(folder)
	if err != nil {
		return err
	}
	exposure, err := measure(folder, connlist.WithExposureAnalysis())
	if err != nil {
		return err
	}
	return json.NewEncoder(output).Encode(map[string]measurement{"list": list, "exposure": exposure})
}

func measure(folder string, options ...connlist.ConnlistAnalyzerOption) (measurement, error) {
	before, err := cpuTime()
	if err != nil {
		return measurement{}, err
	}
	options = append(options, connlist.WithLogger(silence{}), connlist.WithMuteErrsAndWarns())
	analyzer := connlist.NewConnlistAnalyzer(options...)
	found, _, err := analyzer.ConnlistFromDirPath(folder)
	if err != nil {
		return measurement{}, err
	}
	if _, err := analyzer.ConnectionsListToString(found); err != nil {
		return measurement{}, err
	}
	after, err := cpuTime()
	return measurement{len(found), len(analyzer.ExposedPeers()), (after - before).Seconds()}, err
}

// cpuTime is what this process has used, the garbage collector's share included.
func cpuTime() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}
