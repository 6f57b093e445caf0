# frozen_string_literal: true

# The conformance corpus, put to the classes themselves and to the testee.

require_relative 'helper'
require 'open3'
require "#{Gems::NAME}/runtime/conformance"

class CorpusTest < Minitest::Test
  include MessageAssertions

  TO_JSON = {
    bytes: ->(value) { value.unpack1('H*') },
    uint: ->(value) { value.to_s },
    int: ->(value) { value.to_s },
    float: ->(value) { Gems::MODULE::Runtime::JsonForm.float_to_json(value) }
  }.freeze

  def test_every_decode_case
    count = 0
    Gems.corpus.each do |it|
      next unless it['request']['op'] == 'decode' && about_bytes?(it['expect'])

      count += 1
      assert_equal it['expect'], decoded(it['request']), it['name']
    end
    assert_operator count, :>, 10_000
  end

  # Whether the bytes are at fault, if anything is, and not the request.
  def about_bytes?(expected)
    expected.dig('error', 'offset') || expected.key?('ok')
  end

  def decoded(request)
    bytes = [request['hex']].pack('H*')
    message = Gems.decode(request, bytes)
    fields = message.to_h.to_h { |name, value| [name.to_s, to_json(message, name, value)] }
    { 'ok' => { 'message' => message.type.to_s, 'variant' => message.variant&.to_s, **mode(request, bytes),
                'fields' => fields } }
  rescue Error => e
    { 'error' => { 'kind' => e.kind.to_s, 'at' => e.at, 'offset' => e.offset } }
  end

  # How headers are written, if there are any.
  def mode(request, bytes)
    direction = Gems.direction(request)
    return {} unless Gems.prefixed?(direction)

    { 'minimal_headers' => Gems.protocol_of(direction)::Prefix.decode(bytes).minimal_headers? }
  end

  def to_json(values, name, value)
    kind = values.class::FIELD_KINDS.fetch(name)
    return value.map { |entry| entry.to_h.to_h { |at, it| [at.to_s, to_json(entry, at, it)] } } if kind.is_a?(Class)

    TO_JSON.fetch(kind, ->(it) { it }).call(value)
  end

  FROM_JSON = {
    bytes: ->(json) { [json].pack('H*') },
    uint: ->(json) { Integer(json, 10) },
    int: ->(json) { Integer(json, 10) },
    float: ->(json) { Gems::MODULE::Runtime::JsonForm.float_of(json) }
  }.freeze

  def test_every_message_that_can_be_written
    count = 0
    Gems.corpus.each do |it|
      request = it['request']
      next unless request['op'] == 'encode' && it['expect'].key?('ok')

      count += 1
      message = message_of(request)
      mode = request.slice('minimal_headers').transform_keys(&:to_sym)
      bytes = message.encode(**mode)
      assert_equal it['expect']['ok']['hex'], bytes.unpack1('H*'), it['name']
    end
    assert_operator count, :>, 500
  end

  def message_of(request)
    shape = Gems.shapes(Gems.direction(request)).find do |candidate|
      request.values_at('message', 'variant') == [candidate::TYPE_NAME.to_s, candidate::VARIANT_NAME&.to_s]
    end
    values_of(shape, request['fields'])
  end

  def values_of(shape, json)
    shape.new(**shape::FIELD_KINDS.to_h { |name, kind| [name, from_json(kind, json[name.to_s])] })
  end

  def from_json(kind, json)
    return json.map { |entry| values_of(kind, entry) } if kind.is_a?(Class)

    FROM_JSON.fetch(kind, ->(it) { it }).call(json)
  end

  def test_cut_at_every_byte
    Gems.valid_messages.each do |request, bytes|
      next if bytes.bytesize > 1000

      bytes.bytesize.times do |length|
        error = error_of { Gems.decode(request, bytes.byteslice(0, length)) } or next
        assert_operator error.offset, :<=, length
      end
    end
  end

  def test_any_encoding_of_the_input_is_read_as_its_bytes
    Gems.valid_messages.each do |request, bytes|
      expected = Gems.decode(request, bytes)
      [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::ISO_8859_1].each do |encoding|
        assert_equal expected.inspect, Gems.decode(request, bytes.dup.force_encoding(encoding)).inspect
      end
    end
  end

  def test_what_was_read_does_not_change_with_the_input
    Gems.valid_messages.each do |request, bytes|
      expected = Gems.decode(request, bytes).inspect
      input = bytes.dup
      message = Gems.decode(request, input)
      refute_predicate input, :frozen?
      input.replace("\xff" * bytes.bytesize)
      assert_equal expected, message.inspect
    end
  end

  def test_the_testee_agrees_with_the_whole_corpus
    cases = Gems.corpus.to_a
    lines = cases.each_with_index.map { |it, id| JSON.generate(it['request'].merge('id' => id)) }
    answers, status = testee(lines)
    assert_predicate status, :success?
    assert_equal cases.size, answers.size
    cases.zip(answers).each_with_index do |(it, answer), id|
      assert_equal({ 'id' => id }.merge(it['expect']), answer, it['name'])
    end
  end

  # The answers are the same however the bytes are cut.
  def test_the_testee_agrees_if_the_bytes_come_in_pieces
    random = Random.new(3)
    cases = Gems.corpus.select { |it| it['request']['op'] == 'decode' && about_bytes?(it['expect']) }
    lines = cases.each_with_index.map do |it, id|
      length = it['request']['hex'].length / 2
      splits = Array.new(random.rand(4)) { random.rand(length + 1) }.uniq.sort
      JSON.generate(it['request'].merge('id' => id, 'splits' => splits))
    end
    answers, = testee(lines)
    cases.zip(answers).each_with_index do |(it, answer), id|
      assert_equal({ 'id' => id }.merge(it['expect']), answer, it['name'])
    end
  end

  def test_the_testee_takes_splits_that_ascend_within_the_bytes_alone
    request = Gems.corpus.find { |it| it['request']['op'] == 'decode' && it['expect'].key?('ok') }['request']
    length = request['hex'].length / 2
    right = [[], [0], [length], [0, 1, length]]
    wrong = [nil, 1, '1', [1, 1], [2, 1], [-1], [length + 1], ['1'], [1.0], [nil]]
    answers, = testee([*right, *wrong].map { |splits| JSON.generate(request.merge('splits' => splits)) })
    assert_equal [*right.map { true }, *wrong.map { false }], answers.map { |answer| answer.key?('ok') }
    assert_equal ['bad_value'], answers.filter_map { |answer| answer.dig('error', 'kind') }.uniq
  end

  def test_the_testee_has_tokens
    asked = { 'Bearer x' => 'ok', nil => 'unauthorized', 'Bearer y' => 'forbidden', 'x' => 'forbidden' }
    answers, = testee(asked.keys.map { |it| JSON.generate({ op: 'token', token: 'x', authorization: it }) })
    assert_equal(asked.values, answers.map { |answer| answer.dig('ok', 'result') })
    wrong = [{}, { token: 7 }, { token: '' }, { token: "a\n" }, { token: 'x', authorization: 7 }]
    answers, = testee(wrong.map { |it| JSON.generate({ op: 'token', authorization: 'Bearer x', **it }) })
    assert_equal(wrong.map { 'bad_value' }, answers.map { |answer| answer.dig('error', 'kind') })
  end

  def test_the_testee_answers_whatever_it_is_asked
    lines = ['', 'null', '[]', '7', '{', '{}', "\xff", '{"id": [1]}', '{"id": 1.5, "op": "describe"}', '[' * 100_000,
             "{\"id\": \"\xff\", \"op\": \"describe\"}", '{"id": "\ud800", "op": "describe"}',
             '{"id": 1, "op": "decode"}', '{"id": "x", "op": "dance"}', '{"id": 2, "op": ["decode"]}',
             '{"id": 3, "op": "decode", "protocol": "stateful", "direction": "s2b", "hex": "0"}',
             '{"id": 4, "op": "encode", "protocol": "stateful", "direction": "s2b", "message": "notify"}',
             '{"id": 5, "op": "encode", "protocol": "stateful", "direction": "s2b", "message": "missed", "fields": 1}']
    answers, status = testee(lines)
    assert_predicate status, :success?
    assert_equal lines.size, answers.size
    answers.each { |answer| assert_equal({ 'kind' => 'bad_value', 'at' => nil, 'offset' => nil }, answer['error']) }
    assert_equal ([nil] * 12) + [1, 'x', 2, 3, 4, 5], answers.map { |answer| answer['id'] }
  end

  def testee(lines)
    command = [RbConfig.ruby, '-w', File.join(Gems::FOLDER, 'exe', "#{Gems::NAME}-testee")]
    output, errors, status = Open3.capture3(*command, stdin_data: lines.map { |line| "#{line}\n" }.join, binmode: true)
    assert_empty errors
    [output.lines.map { |line| JSON.parse(line) }, status]
  end
end
