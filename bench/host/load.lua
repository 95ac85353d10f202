-- What wrk sends: the headers of a file, one a line, and each time another client's address, as a distribution says it. One address
-- would run into the host's limits for one client. The benchmark network of RFC 2544 holds them all.
local addresses = 4096
local requests = {}
local turn = 0

function init(args)
  local headers = {}
  for line in io.lines(args[1]) do
    local name, value = line:match("^([^:]+): (.*)$")
    headers[name] = value
  end
  for n = 1, addresses do
    headers["CloudFront-Viewer-Address"] = string.format("198.18.%d.%d:%d", math.floor(n / 256), n % 256, 1024 + n)
    requests[n] = wrk.format("GET", nil, headers)
  end
end

function request()
  turn = turn % addresses + 1
  return requests[turn]
end

-- The last line of what wrk prints.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"microseconds":%d,"requests":%d,"bytes":%d,"p50":%d,"p99":%d,"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d}\n',
    summary.duration, summary.requests, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
