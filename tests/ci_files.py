"""Small CI files in the style of real ones, with what they say of tests and of releases."""

FILES: list[tuple[str, str, str | None, str | None]] = [
    (".github/workflows/tests.yaml", """\
        name: Tests
        on:
          push:
            branches: [main, stable]
            paths-ignore: ['docs/**', '*.md']
          pull_request:
        jobs:
          tests:
            name: ${{ matrix.name || matrix.python }}
            runs-on: ${{ matrix.os || 'ubuntu-latest' }}
            strategy:
              fail-fast: false
              matrix:
                include:
                  - {python: '3.13'}
                  - {name: Windows, python: '3.13', os: windows-latest}
            steps:
              - uses: actions/checkout@v4
              - run: uv run --locked tox run
        """, "change", None),
    (".github/workflows/publish.yaml", """\
        name: Publish
        on:
          push:
            tags: ['*']
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: uv build
              - uses: actions/upload-artifact@v4
          publish-pypi:
            needs: [build]
            environment: {name: publish, url: 'https://pypi.org/project/x'}
            permissions: {id-token: write}
            steps:
              - uses: pypa/gh-action-pypi-publish@release/v1
        """, None, "release"),
    (".github/workflows/deploy.yml", """\
        on:
          workflow_dispatch:
            inputs: {environment: {type: choice, options: [production]}}
        jobs:
          deploy:
            runs-on: ubuntu-latest
            steps: [{run: ./bin/kamal deploy}]
        """, None, "hand"),
    (".github/workflows/nightly.yml", """\
        on:
          schedule:
            - cron: '30 2 * * *'
        jobs:
          all:
            steps:
              - run: make test-integration
              - run: docker push example/app:nightly
        """, "schedule", "schedule"),
    (".gitlab-ci.yml", """\
        stages: [build, test, deploy]
        default: {image: ruby:3.3}
        workflow:
          rules:
            - if: $CI_MERGE_REQUEST_IID
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
            - if: $CI_COMMIT_TAG
        rspec:
          stage: test
          services: [postgres:16]
          script:
            - bundle exec rspec
        deploy:
          stage: deploy
          environment: {name: production, url: 'https://example.org'}
          script: [./ship]
          rules:
            - if: $CI_COMMIT_TAG
        """, "change", "release"),
    (".gitlab-ci.yml", """\
        test:nightly:
          script: [tox]
          only: [schedules]
        review:
          script: [./up]
          environment: {name: review/$CI_COMMIT_REF_SLUG, on_stop: stop}
        production:
          script: [./up]
          environment: production
          when: manual
          only: [main]
        """, "schedule", "hand"),
    (".gitlab-ci.yml", """\
        pages:
          stage: deploy
          script: [mkdocs build]
          artifacts: {paths: [public]}
          only: [main]
        release:
          script: [echo released]
          release: {tag_name: v$X, description: x}
          rules: [{if: '$CI_PIPELINE_SOURCE == "schedule"'}]
        """, None, "schedule"),
    (".travis.yml", """\
        language: python
        python: ["3.8", "3.9"]
        install: pip install -r requirements-dev.txt
        script:
          - pytest --cov
        after_success: codecov
        deploy:
          provider: pypi
          user: __token__
          password: {secure: abc=}
          on:
            tags: true
            python: "3.9"
        """, "change", "release"),
    (".travis.yml", """\
        language: node_js
        node_js: [18]
        branches: {only: [master]}
        deploy:
          - provider: pages
            on: {branch: master}
          - provider: npm
            on: {branch: master}
        """, "change", "change"),
    (".travis.yml", """\
        jobs:
          include:
            - stage: unit tests
              if: type = cron
              script: ./ci
            - stage: deploy
              if: tag IS present
              script: skip
              deploy: {provider: script, script: bash ship.sh, on: {all_branches: true}}
        """, "schedule", "release"),
    ("appveyor.yml", """\
        version: 1.0.{build}
        image: Visual Studio 2022
        branches: {only: [main]}
        build_script:
          - cmd: dotnet build -c Release
        test_script:
          - ps: dotnet test --no-build
        deploy:
          - provider: NuGet
            api_key: {secure: abc}
            on:
              appveyor_repo_tag: true
        """, "change", "release"),
    (".circleci/config.yml", """\
        version: 2.1
        orbs: {node: circleci/node@5}
        jobs:
          unit:
            docker: [{image: 'cimg/node:20.0'}]
            steps:
              - checkout
              - run: npm ci
              - run: {name: Jest, command: npm test}
          ship:
            docker: [{image: 'cimg/node:20.0'}]
            steps:
              - run:
                  command: npm publish
        workflows:
          version: 2
          main:
            jobs:
              - unit: {filters: {tags: {only: /.*/}}}
              - ship:
                  requires: [unit]
                  filters:
                    tags: {only: '/^v.*/'}
                    branches: {ignore: '/.*/'}
        """, "change", "release"),
    (".circleci/config.yml", """\
        version: 2.1
        jobs:
          check: {steps: [{run: go test ./...}]}
          ship: {steps: [{run: helm upgrade app chart}]}
        workflows:
          nightly:
            triggers: [{schedule: {cron: 0 0 * * *, filters: {branches: {only: main}}}}]
            jobs: [check]
          delivery:
            jobs:
              - hold: {type: approval, filters: {branches: {only: main}}}
              - ship: {requires: [hold]}
        """, "schedule", "hand"),
    (".circleci/config.yml", """\
        version: 2.1
        orbs: {aws-ecr: circleci/aws-ecr@9}
        workflows:
          ci:
            jobs:
              - node/test
              - aws-ecr/build-and-push-image: {repo: app, filters: {branches: {only: [main]}}}
        """, "change", "change"),
    ("azure-pipelines.yml", """\
        trigger:
          branches: {include: [main]}
          tags: {include: ['v*']}
        pr: [main]
        pool: {vmImage: ubuntu-latest}
        stages:
          - stage: Build
            jobs:
              - job: Linux
                steps:
                  - task: UsePythonVersion@0
                    inputs: {versionSpec: '3.11'}
                  - script: |
                      python -m pip install pytest
                      pytest
                    displayName: pytest
          - stage: Publish
            condition: and(succeeded(), startsWith(variables['Build.SourceBranch'], 'refs/tags/v'))
            jobs:
              - deployment: Upload
                environment: packages
                strategy: {runOnce: {deploy: {steps: [{script: twine upload dist/*}]}}}
        """, "change", "release"),
    ("azure-pipelines.yml", """\
        trigger: none
        pr: none
        schedules:
          - {cron: 0 3 * * *, branches: {include: [main]}, always: true}
        steps:
          - task: DotNetCoreCLI@2
            inputs: {command: test, projects: '**/*Tests.csproj'}
          - task: NuGetCommand@2
            inputs: {command: push}
        """, "schedule", "schedule"),
    (".azure-pipelines/release.yml", """\
        trigger: none
        jobs:
          - job: Web
            steps:
              - task: AzureWebApp@1
                inputs: {appName: web}
        """, None, "hand"),
    ("Jenkinsfile", """\
        #!/usr/bin/env groovy
        pipeline {
          agent any
          stages {
            stage('Unit') {
              steps {
                sh './mvnw -B verify'
              }
            }
            stage('Deploy') {
              when { buildingTag() }
              steps {
                sh "./ship ${TAG_NAME}"
              }
            }
          }
        }
        """, "change", "release"),
    ("Jenkinsfile", """\
        pipeline {
          triggers { cron('H 2 * * *') }
          stages {
            stage("Test") {
              steps { sh 'make check' }
            }
            stage("Ship") {
              input {
                message "Now?"
              }
              steps { sh 'cap production deploy' }
            }
          }
        }
        """, "schedule", "hand"),
    ("Jenkinsfile", """\
        node {
          checkout scm
          stage('test') {
            sh 'npm test'
          }
          if (env.BRANCH_NAME == 'master') {
            stage('publish') {
              sh 'docker push example/app'
            }
          }
        }
        """, "change", "change"),
    (".drone.yml", """\
        kind: pipeline
        type: docker
        name: default
        steps:
          - name: test
            image: golang:1.22
            commands:
              - go vet ./...
              - go test ./...
          - name: publish
            image: plugins/docker
            settings: {repo: example/app, tags: latest}
            when:
              event: [tag]
        ---
        kind: signature
        hmac: abc
        """, "change", "release"),
    (".drone.yml", """\
        kind: pipeline
        name: nightly
        trigger: {event: [cron], cron: [nightly]}
        steps: [{name: all, image: python, commands: [tox]}]
        ---
        kind: pipeline
        name: ship
        trigger: {event: promote, target: production}
        steps: [{name: ship, image: alpine, commands: [helm upgrade app chart]}]
        """, "schedule", "hand"),
    (".drone.yml", """\
        pipeline:
          build:
            image: node
            commands: [npm install, npm test]
          docker:
            image: plugins/docker
            when: {branch: master, event: push}
        """, "change", "change"),
    (".cirrus.yml", """\
        env: {CIRRUS_CLONE_DEPTH: 1}
        task:
          name: lint
          lint_script: make lint
        task:
          name: FreeBSD
          freebsd_instance: {image_family: freebsd-14-0}
          install_script: pkg install -y rust
          test_script:
            - cargo test
        release_task:
          only_if: $CIRRUS_TAG != ''
          depends_on: [FreeBSD]
          upload_script: ./upload.sh
        """, "change", "release"),
    (".cirrus.yml", """\
        check_task:
          only_if: $CIRRUS_CRON == 'nightly'
          script: make check
        publish_task:
          trigger_type: manual
          publish_script: cargo publish
        """, "schedule", "hand"),
    ("bitbucket-pipelines.yml", """\
        image: node:20
        definitions:
          steps:
            - step: &test
                name: Check
                caches: [node]
                script:
                  - npm ci
                  - npm test
        pipelines:
          default:
            - step: *test
          tags:
            'v*':
              - step:
                  name: Upload
                  deployment: production
                  script:
                    - pipe: atlassian/aws-s3-deploy:1.1.0
                      variables: {S3_BUCKET: x}
        """, "change", "release"),
    ("bitbucket-pipelines.yml", """\
        pipelines:
          branches:
            main:
              - parallel:
                  - step: {name: Lint, script: [make lint]}
                  - step: {name: Unit, script: [composer test]}
              - step: {name: Production, deployment: production, trigger: manual, script: [./up.sh]}
          custom:
            again:
              - step: {script: [cap production deploy]}
        """, "change", "hand"),
    (".buildkite/pipeline.yml", """\
        steps:
          - label: ":golang: tests"
            command: ".buildkite/steps/tests.sh"
            plugins:
              - docker-compose#v4.0.0: {run: app}
          - wait
          - label: ":rocket:"
            command: goreleaser release
            if: build.tag != null
        """, "change", "release"),
    (".buildkite/pipeline.yml", """\
        steps:
          - group: checks
            steps:
              - {label: rspec, commands: [bundle install, bundle exec rspec]}
          - block: "Release to production"
          - label: go
            command: kubectl apply -f k8s
            branches: main
        """, "change", "hand"),
    (".woodpecker.yml", """\
        when:
          - event: [push, pull_request, tag]
        steps:
          test:
            image: rust
            commands: [cargo test]
          publish:
            image: woodpeckerci/plugin-docker-buildx
            settings: {repo: example/app}
            when:
              - event: tag
        """, "change", "release"),
    (".woodpecker/release.yaml", """\
        when: [{event: manual}, {event: cron, cron: weekly}]
        steps:
          - {name: a, image: node, commands: [yarn test, yarn publish]}
        """, "schedule", "hand"),
    (".semaphore/semaphore.yml", """\
        version: v1.0
        name: CI
        agent: {machine: {type: e1-standard-2, os_image: ubuntu2004}}
        blocks:
          - name: Backend
            task:
              prologue: {commands: [checkout]}
              jobs:
                - name: everything
                  commands:
                    - mix test
          - name: Ship
            run: {when: "tag =~ '.*'"}
            task: {jobs: [{name: push, commands: [docker push example/app]}]}
        promotions:
          - {name: Production, pipeline_file: production.yml}
        """, "change", "release"),
    ("sub/cloudbuild.yaml", """\
        steps:
          - name: gcr.io/cloud-builders/go
            args: ['test', './...']
          - name: gcr.io/cloud-builders/docker
            args: ['push', 'gcr.io/$PROJECT_ID/app:$TAG_NAME']
        images: ['gcr.io/$PROJECT_ID/app:$TAG_NAME']
        """, "change", "release"),
    ("cloudbuild.yaml", """\
        steps:
          - name: python
            entrypoint: python
            args: [-m, pytest]
          - name: gcr.io/google.com/cloudsdktool/cloud-sdk
            entrypoint: gcloud
            args: [run, deploy, app]
        """, "change", None),
    ("buildspec.yml", """\
        version: 0.2
        phases:
          install: {runtime-versions: {python: 3.12}, commands: [pip install -r requirements.txt]}
          pre_build:
            commands:
              - python -m unittest
          post_build:
            commands: [docker push $REPOSITORY_URI]
        artifacts: {files: ['**/*']}
        """, "change", None),
    (".build.yml", """\
        image: alpine/edge
        packages: [go]
        sources: ['https://git.sr.ht/~somebody/tool']
        tasks:
          - build: |
              cd tool
              go build
          - test: |
              cd tool
              go test ./...
        """, "change", None),
    (".builds/arch.yml", """\
        image: archlinux
        tasks:
          - check: make check
          - upload: |
              ./pack
              twine upload dist/*
        """, "change", "change"),
    (".zuul.yaml", """\
        - project:
            templates:
              - check-requirements
              - openstack-python3-jobs
              - publish-openstack-docs-pti
              - release-notes-jobs-python3
            check:
              jobs:
                - tool-functional: {voting: false}
            release:
              jobs: [release-openstack-python]
        - job:
            name: tool-functional
            run: playbooks/functional.yaml
        """, "change", "release"),
    ("zuul.d/project.yaml", """\
        - project:
            periodic:
              jobs: [tool-tempest]
            post:
              jobs: [publish-tool-docs, deploy-tool]
        """, "schedule", "change"),
    ("wercker.yml", """\
        box: node
        build:
          steps:
            - npm-install
            - script:
                name: run unit tests
                code: |
                  npm run unit
        deploy:
          steps:
            - heroku-deploy: {key-name: x}
        """, "change", None),
    ("ci/pipeline.yml", """\
        resource_types: []
        resources:
          - name: source
            type: git
            source: {uri: 'https://example.org/a.git', branch: main}
          - name: tagged
            type: git
            source: {uri: 'https://example.org/a.git', tag_filter: 'v*'}
          - {name: image, type: registry-image, source: {repository: example/app}}
        jobs:
          - name: unit
            plan:
              - get: source
                trigger: true
              - task: go
                config:
                  platform: linux
                  run: {path: go, args: [test, ./...]}
          - name: ship
            plan:
              - in_parallel:
                  - get: tagged
                    trigger: true
              - put: image
        """, "change", "release"),
    (".concourse/pipeline.yml", """\
        resources:
          - {name: source, type: git, source: {uri: 'https://example.org/a.git'}}
          - {name: nightly, type: time, source: {interval: 24h}}
          - {name: app, type: cf, source: {space: production}}
        jobs:
          - name: acceptance-tests
            plan: [{get: nightly, trigger: true}, {get: source}, {task: all, file: source/ci/all.yml}]
          - name: ship
            plan: [{get: source, passed: [acceptance-tests]}, {put: app}]
        """, "schedule", "hand"),
]  # fmt: skip
"""Path, text, and the words of `git.ci_tests` and `git.release_path`; None if it shows neither."""
