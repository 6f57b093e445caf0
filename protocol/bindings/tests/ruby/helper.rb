# frozen_string_literal: true

# Loads the gem under test and finds its messages. By default that is the gem of the protocol itself; the variable
# LONELY_GEM names the folder of another generated gem, for the tests that hold for any schema.

require 'minitest/autorun'
require 'json'
require 'rbconfig'

module Gems
  ROOT = File.expand_path('../../../..', __dir__)
  FOLDER = File.expand_path(ENV.fetch('LONELY_GEM', File.join(ROOT, 'protocol/bindings/ruby')))
  NAME = File.basename(Dir[File.join(FOLDER, '*.gemspec')].first || abort("there is no gem in #{FOLDER}"), '.gemspec')
  DIRECTIONS = %i[S2B B2S].freeze
  VECTORS = File.join(ROOT, 'protocol/vectors')

  $LOAD_PATH.unshift(File.join(FOLDER, 'lib'))
  require NAME

  # The gem's module, which is called after it.
  MODULE = Object.const_get(NAME.split('_').map(&:capitalize).join)

  module_function

  # All modules of protocols.
  def protocols
    @protocols ||= begin
      modules = MODULE.constants.map { |name| MODULE.const_get(name) }.grep(Module)
      modules.select { |candidate| DIRECTIONS.any? { |name| candidate.const_defined?(name, false) } }
    end
  end

  # All modules of directions.
  def directions
    protocols.flat_map { |protocol| directions_of(protocol) }
  end

  # Those of one protocol.
  def directions_of(protocol)
    DIRECTIONS.select { |name| protocol.const_defined?(name, false) }.map { |name| protocol.const_get(name) }
  end

  # The protocol that a direction belongs to.
  def protocol_of(direction)
    protocols.find { |protocol| directions_of(protocol).include?(direction) }
  end

  # Whether its messages say by a prefix what they are.
  def prefixed?(direction)
    protocol_of(direction).const_defined?(:Prefix, false)
  end

  # Reads what was written of a message, or something like it.
  def decode_like(direction, message, bytes)
    prefixed?(direction) ? direction.decode(bytes) : direction.decode(message.type, bytes)
  end

  # All ways of writing a message.
  def encodings(message)
    return [message.encode] unless message.is_a?(MODULE::Runtime::Prefixed)

    [true, false].map { |minimal_headers| message.encode(minimal_headers:) }
  end

  # The classes that messages of a direction can have.
  def shapes(direction)
    direction::MESSAGE_TYPES.each_value.flat_map do |type|
      nested = type.constants(false).map { |name| type.const_get(name) }.grep(Class)
      nested.empty? ? [type] : nested
    end
  end

  # Directions with classes.
  def all_shapes
    directions.flat_map { |direction| shapes(direction).map { |shape| [direction, shape] } }
  end

  # The cases of the conformance corpus.
  def corpus
    return enum_for(:corpus) unless block_given?

    Dir[File.join(VECTORS, '*.jsonl')].each do |path|
      File.foreach(path, encoding: 'UTF-8') { |line| yield JSON.parse(line) }
    end
  end

  # Bytes of all messages in the corpus that are well formed, with the requests that have them.
  def valid_messages
    requests = corpus.select { |it| it['expect'].key?('ok') }.map { |it| it['request'] }
    # Those that come in pieces are others once more.
    decoded = requests.select { |request| request['op'] == 'decode' && !request.key?('splits') }
    decoded.map { |request| [request, [request['hex']].pack('H*').freeze] }
  end

  # What a request is about, which only one direction may have if it does not say which.
  def direction(request)
    protocol = protocols.find { |it| it.name.split('::').last.downcase == request['protocol'].delete('_') }
    return protocol.const_get(request['direction'].upcase) if request['direction']

    directions_of(protocol).find do |direction|
      direction::MESSAGE_TYPES.each_value.any? { |type| type::TYPE_NAME.name == request['message'] }
    end
  end

  # Reads the bytes of a request.
  def decode(request, bytes)
    direction = direction(request)
    return direction.decode(bytes) if prefixed?(direction)

    request['message'] ? direction.decode(request['message'].to_sym, bytes) : direction.decode_by_code(bytes)
  end
end

# What tests of messages have in common.
module MessageAssertions
  Error = Gems::MODULE::Error

  # That the block raises the gem's error, or nothing at all. The error is returned, if there is one.
  def error_of
    yield
    nil
  rescue Error => e
    assert_includes Error::KIND_TITLES, e.kind
    e
  end

  # Text that may be absent is absent if it is empty, in entries, too.
  def without_empty_text(message)
    kinds = message.class::FIELD_KINDS
    changes = message.to_h.to_h do |name, value|
      case kinds[name]
      when :optional_text then [name, value == '' ? nil : value]
      when Class then [name, value.map { |entry| without_empty_text(entry) }]
      else [name, value]
      end
    end
    message.with(**changes)
  end

  # That a message is frozen through and through.
  def assert_deeply_frozen(message)
    assert Ractor.shareable?(message), "#{message.inspect} is not frozen"
  end
end
