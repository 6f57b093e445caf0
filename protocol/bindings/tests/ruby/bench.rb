# frozen_string_literal: true

# Measures decoding and encoding beside what one would write without this gem: JSON with binary values in base64,
# Marshal, and Protocol Buffers (Google's gem, which is written in C) with the same fields, if it is installed.
#
#     ruby bench.rb [SECONDS]
#
# prints a Markdown table of thousands of messages per second: of several rounds of that many seconds (0.02 unless told)
# the best. All are measured in one run, in turns.

require 'base64'
require 'json'

ROOT = File.expand_path('../../../..', __dir__)
$LOAD_PATH.unshift(File.join(ROOT, 'protocol/bindings/ruby/lib'))
require 'lonelypsp'

begin
  require 'google/protobuf'
rescue LoadError
  warn 'google-protobuf is not installed; Debian has it as ruby-google-protobuf'
end

SECONDS = Float(ARGV.first || '0.02')
ROUNDS = 7

# Typical messages, from the conformance corpus.
def typical_messages
  lines = File.foreach(File.join(ROOT, 'protocol/vectors/valid.jsonl'), encoding: 'UTF-8')
  cases = lines.map { |line| JSON.parse(line) }.select { |it| it['name'].end_with?('/minimal/typical') }
  cases.map do |it|
    direction = Lonelypsp::Stateful.const_get(it['request']['direction'].upcase)
    direction.decode([it['request']['hex']].pack('H*'))
  end
end

# A notification with a body of so many bytes.
def notification(size)
  body = 'x' * size
  Lonelypsp::Stateful::S2B::Notify::Uncompressed.new(
    authorization: 'Bearer x', tracing: '', identifier: 'abcd', topic: 'foo/bar',
    verified_uncompressed_sha512: Lonelypsp.sha512(body), uncompressed_message: body
  )
end

# The same fields as a Protocol Buffers message.
class Buffers
  TYPES = { bytes: :bytes, text: :string, optional_text: :string, bool: :bool, uint: :uint64, int: :sint64 }.freeze

  def self.for(message)
    @classes ||= {}
    @classes[message.class] ||= make(message.class)
  end

  def self.make(shape)
    pool = Google::Protobuf::DescriptorPool.new
    pool.build do
      add_file('bench.proto', syntax: :proto3) do
        add_message('bench.M') do
          shape::FIELD_KINDS.each_with_index { |(name, kind), index| optional(name, TYPES.fetch(kind), index + 1) }
        end
      end
    end
    pool.lookup('bench.M').msgclass
  end
end

# What is measured of one message, by name.
def measured(message)
  direction = message.is_a?(Lonelypsp::Stateful::S2B::Message) ? Lonelypsp::Stateful::S2B : Lonelypsp::Stateful::B2S
  values = message.to_h
  own = own_measures(message, direction, values)
  own.merge(json_measures(message.class::FIELD_KINDS, values), marshal_measures(values), protobuf_measures(message))
end

def own_measures(message, direction, values)
  minimal = message.encode.freeze
  expanded = message.encode(minimal_headers: false).freeze
  shape = message.class
  { 'decode minimal' => -> { direction.decode(minimal) }, 'decode expanded' => -> { direction.decode(expanded) },
    'encode minimal' => -> { message.encode }, 'encode expanded' => -> { message.encode(minimal_headers: false) },
    'new and encode' => -> { shape.new(**values).encode } }
end

def json_measures(kinds, values)
  binary = kinds.select { |_, kind| kind == :bytes }.keys
  write = -> { JSON.generate(values.merge(binary.to_h { |name| [name, Base64.strict_encode64(values[name])] })) }
  text = write.call
  read = lambda do
    fields = JSON.parse(text, symbolize_names: true)
    binary.each { |name| fields[name] = Base64.strict_decode64(fields[name]) }
    fields
  end
  { 'JSON parse' => read, 'JSON generate' => write }
end

def marshal_measures(values)
  dumped = Marshal.dump(values)
  { 'Marshal load' => -> { Marshal.load(dumped) }, 'Marshal dump' => -> { Marshal.dump(values) } }
end

def protobuf_measures(message)
  return {} unless defined?(Google::Protobuf)

  values = message.to_h.compact
  type = Buffers.for(message)
  written = type.encode(type.new(**values))
  # Fields are made when they are asked for, so they are asked for.
  names = values.keys
  read = lambda do
    decoded = type.decode(written)
    names.each { |name| decoded.public_send(name) }
  end
  { 'protobuf decode' => read, 'protobuf new and encode' => -> { type.encode(type.new(**values)) } }
end

# Calls per second.
def rate(call)
  count = calls_in(call)
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  index = 0
  while index < count
    call.call
    index += 1
  end
  count / (Process.clock_gettime(Process::CLOCK_MONOTONIC) - start)
end

# About how many calls a round has.
def calls_in(call)
  @counts ||= {}.compare_by_identity
  @counts[call] ||= begin
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    20.times { call.call }
    (SECONDS * 20 / (Process.clock_gettime(Process::CLOCK_MONOTONIC) - start)).ceil
  end
end

def name_of(message)
  [message.type, message.variant].compact.join(' ')
end

subjects = typical_messages.to_h { |message| [name_of(message), measured(message)] }
[0, 1 << 10, 1 << 14, 1 << 20].each do |size|
  subjects["notify uncompressed, #{size} bytes"] = measured(notification(size))
end
best = subjects.transform_values { |calls| calls.transform_values { 0.0 } }
ROUNDS.times do
  subjects.each do |name, calls|
    calls.each { |what, call| best[name][what] = [best[name][what], rate(call)].max }
  end
end

columns = best.values.first.keys
puts "| message | #{columns.join(' | ')} |", "| --- |#{' ---: |' * columns.size}"
best.each do |name, rates|
  shown = rates.values_at(*columns).map { |it| it < 10_000 ? format('%.1f', it / 1000) : (it / 1000).round }
  puts "| #{name} | #{shown.join(' | ')} |"
end
