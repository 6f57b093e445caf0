# frozen_string_literal: true

# A program of somebody who uses the gem: neither Ruby nor rbs has anything to say about it.

require_relative 'helper'
require 'open3'

class UserTest < Minitest::Test
  USER = File.join(__dir__, 'user')
  SIG = File.join(Gems::FOLDER, 'sig')
  RBS = ['-W0', '-e', "load Gem.bin_path('rbs', 'rbs')", '--'].freeze
  PROGRAM = <<~RUBY
    chat = Chat.new('news')
    line = chat.logged(chat.subscribe.encode)
    puts line, chat.said(line)
  RUBY
  # A value that is none, which reaches a constructor so that this refuses it at its place.
  WRONG = "puts chat.said(line.sub('6e657773', 'news'))"
  SAID = <<~TEXT
    {"message":"subscribe_exact","variant":null,"fields":{"authorization":null,"tracing":"","topic":"6e657773"}}
    subscribes to news
  TEXT
  # Calls are compared with the signatures, the user's and the gem's.
  CHECKED = {
    'RBS_TEST_OPT' => "-I #{SIG} -I #{USER}", 'RBS_TEST_LOGLEVEL' => 'error',
    'RBS_TEST_TARGET' => 'Chat,Lonelypsp::Stateful::*'
  }.freeze

  def ruby(*arguments, env: {})
    Open3.capture3({ 'RUBYOPT' => nil }.merge(env), RbConfig.ruby, *arguments)
  end

  def program(*arguments, code: PROGRAM, env: {})
    ruby(*arguments, '-I', File.join(Gems::FOLDER, 'lib'), '-I', USER, '-r', 'chat', '-e', code, env:)
  end

  def test_ruby_does_not_warn
    output, errors, = program('-w', code: PROGRAM + WRONG)
    assert_equal ["#{SAID}nothing: bad_value at x-topic\n", ''], [output, errors]
  end

  def test_the_signatures_fit_together
    output, errors, status = ruby(*RBS, '-I', SIG, '-I', USER, 'validate', '--silent')
    assert_equal ['', ''], [output, errors]
    assert_predicate status, :success?
  end

  def test_the_program_does_what_the_signatures_say
    output, errors, = program('-W0', '-r', 'rbs/test/setup', env: CHECKED)
    assert_equal [SAID, ''], [output, errors]
  end

  def test_a_call_that_they_do_not_allow_is_found
    code = 'Lonelypsp::Stateful::S2B.from_json_object(7)'
    _, errors, status = program('-W0', '-r', 'rbs/test/setup', code:, env: CHECKED)
    refute_predicate status, :success?
    assert_includes errors, 'from_json_object'
    assert_includes errors, 'RBS::Test::Tester::TypeError'
  end
end
