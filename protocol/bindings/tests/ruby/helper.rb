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
  VECTORS = File.join(ROOT, 'protocol/vectors')

  $LOAD_PATH.unshift(File.join(FOLDER, 'lib'))
  require NAME

  # The gem's module, which is called after it.
  MODULE = Object.const_get(NAME.split('_').map(&:capitalize).join)

  module_function

  # All modules of protocols.
  def protocols
    modules = MODULE.constants.map { |name| MODULE.const_get(name) }.grep(Module)
    modules.select { |candidate| candidate.const_defined?(:S2B, false) }
  end

  # All modules of directions.
  def directions
    protocols.flat_map { |protocol| [protocol::S2B, protocol::B2S] }
  end

  # The protocol that a direction belongs to.
  def protocol_of(direction)
    protocols.find { |protocol| [protocol::S2B, protocol::B2S].include?(direction) }
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

  # Whether signatures are checked while the tests run, so that values of wrong types cannot come as far as the gem.
  def typed?
    !defined?(RBS::Test).nil?
  end

  # The cases of the conformance corpus.
  def corpus
    return enum_for(:corpus) unless block_given?

    Dir[File.join(VECTORS, '*.jsonl')].each do |path|
      File.foreach(path, encoding: 'UTF-8') { |line| yield JSON.parse(line) }
    end
  end

  # Bytes of all messages in the corpus that are well formed, with their directions.
  def valid_messages
    requests = corpus.select { |it| it['expect'].key?('ok') && it['request']['op'] == 'decode' }
    requests.map { |it| [direction(it['request']), [it['request']['hex']].pack('H*').freeze] }
  end

  def direction(request)
    protocol = protocols.find { |it| it.name.split('::').last.downcase == request['protocol'].delete('_') }
    protocol.const_get(request['direction'].upcase)
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

  # That a message is frozen through and through.
  def assert_deeply_frozen(message)
    assert Ractor.shareable?(message), "#{message.inspect} is not frozen"
  end
end
